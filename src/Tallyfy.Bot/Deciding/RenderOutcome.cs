using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Turns what became of a tap into what the person sees. What they typed comes back unless it was used.
/// </summary>
internal sealed class RenderOutcome(
    RenderApproval render,
    OrganizationDirectory organizations,
    PostedCardStore cards,
    DraftStore drafts,
    RedrawCard redraw,
    DrawOnceMore drawOnceMore,
    IHostApplicationLifetime lifetime)
{
    public async Task<CardAnswer> ExecuteAsync(
        DecisionOutcome outcome,
        CardAction.Act tap,
        Rendering rendering,
        Chat chat,
        CancellationToken cancellationToken)
    {
        if (outcome is DecisionOutcome.NotLinked(var problem))
            return NotLinked(problem, rendering, chat);

        if (outcome is DecisionOutcome.Unavailable(Unavailability.OwnStore))
            return CardAnswer.Sentence(Sentence.StoreUnavailable, chat);

        if (outcome is DecisionOutcome.CouldNotConfirm)
            return CardAnswer.Sentence(Sentence.CouldNotConfirm, chat);

        await KeepTypedAsync(outcome, tap, rendering, chat.Person, cancellationToken);

        var face = await render.FindAsync(
            rendering.Card,
            chat,
            new CardRequest
            {
                View = ViewOf(outcome, tap, rendering),
                From = rendering,
                NoticeOf = shown => NoticeOf(outcome, tap, rendering, shown),
            },
            cancellationToken);

        if (face is null)
            return CardAnswer.Sentence(Sentence.CardTooOld, chat);

        if (outcome is DecisionOutcome.Changed)
        {
            var notice = new KeptNotice(face.Version, null) { ChangedSince = rendering.Version };
            await KeepAsync(rendering, chat.Person, notice, cancellationToken);
        }

        if (outcome is DecisionOutcome.BeingSent { Sending: { } sending })
            _ = drawOnceMore.ExecuteAsync(rendering.Card, sending, lifetime.ApplicationStopping);

        return new CardAnswer(face.Message);
    }

    // Nothing came of it: what was typed stays, and so does the page that is typed on.
    private async Task KeepTypedAsync(
        DecisionOutcome outcome,
        CardAction.Act tap,
        Rendering rendering,
        PersonId person,
        CancellationToken cancellationToken)
    {
        if (outcome is DecisionOutcome.Recorded
            or DecisionOutcome.BeingSent
            or DecisionOutcome.Gone
            or DecisionOutcome.NotYours
            or DecisionOutcome.CannotUndo)
            return;

        var view = ViewOf(outcome, tap, rendering);

        var typed = Draft.Merge(await drafts.FindAsync(rendering.Card, person, cancellationToken), tap.Kept);

        if (typed.Count > 0 || view is CardView.Reject or CardView.Undo or CardView.More)
            await drafts.KeepAsync(
                rendering.Card, person, new Draft { View = view, Typed = typed }, cancellationToken);
    }

    // Where it is answered: on the page that asks for what is missing, else where it was tapped.
    private static CardView ViewOf(DecisionOutcome outcome, CardAction.Act tap, Rendering rendering) =>
        (outcome, tap) switch
        {
            (DecisionOutcome.NotRead, _) => CardView.Read,
            (DecisionOutcome.CannotUndo or DecisionOutcome.AlreadyDecided, CardAction.Undo) => CardView.Ask,
            (_, CardAction.Undo) => CardView.Undo,
            (_, CardAction.Decide { Verdict: Verdict.Rejected }) => CardView.Reject,
            (DecisionOutcome.ReasonTooLong, _) => CardView.More,
            (DecisionOutcome.Changed, _) => CardView.Ask,
            _ => rendering.Page.View is CardView.More ? CardView.More : CardView.Ask,
        };

    // The change itself had the message drawn anew, perhaps before the tap was answered: it is drawn once more.
    private Task KeepAsync(
        Rendering rendering, PersonId person, KeptNotice notice, CancellationToken cancellationToken) =>
        redraw.ExecuteAsync(
            rendering.Card,
            unit => cards.KeepNoticeAsync(unit, rendering.Id, person, notice, cancellationToken),
            cancellationToken);

    private static ApprovalNotice? NoticeOf(
        DecisionOutcome outcome, CardAction.Act tap, Rendering tapped, StoredApproval shown) => outcome switch
        {
            // The tap that opens the card which asks for one lacks none.
            DecisionOutcome.ReasonMissing => WasAsked(tap, tapped) ? new ApprovalNotice.ReasonMissing() : null,
            DecisionOutcome.NotRead => new ApprovalNotice.NotRead(),
            DecisionOutcome.ReasonTooLong(var excess) => new ApprovalNotice.ReasonTooLong(excess),
            DecisionOutcome.ConfirmationMissing(var verdict) => new ApprovalNotice.ConfirmationMissing(verdict),
            DecisionOutcome.SignInNeeded(var verdict, var at) => new ApprovalNotice.SignInNeeded(verdict, at),
            DecisionOutcome.Changed => new ApprovalNotice.ChangedSinceShown(shown.ChangesSince(tapped.Version)),

            // It moved between the read and the claim.
            DecisionOutcome.AlreadyDecided when shown.State is ApprovalState.Pending && shown.Digest != tapped.Digest =>
                new ApprovalNotice.ChangedSinceShown(shown.ChangesSince(tapped.Version)),

            DecisionOutcome.AnswersMissing(var labels) => new ApprovalNotice.AnswersMissing(labels),
            DecisionOutcome.Refused(var refusal) => new ApprovalNotice.TallyfyRefused(refusal),
            DecisionOutcome.UndoReasonMissing =>
                WasAsked(tap, tapped) ? new ApprovalNotice.UndoReasonMissing() : null,
            DecisionOutcome.CannotUndo(var why) => new ApprovalNotice.CannotUndo(why),
            DecisionOutcome.UndoRefused(var refusal) => new ApprovalNotice.UndoRefused(refusal),
            DecisionOutcome.Unavailable(var why) => new ApprovalNotice.TallyfyUnavailable(why),
            DecisionOutcome.ShareSpent(var until) => new ApprovalNotice.ShareSpent(until),
            _ => null, // the card itself says it
        };

    private static bool WasAsked(CardAction.Act tap, Rendering tapped) =>
        tapped.Page.View is CardView.Reject or CardView.Undo || tap.Typed.ContainsKey(CardAction.ReasonField);

    private CardAnswer NotLinked(LinkProblem problem, Rendering rendering, Chat chat)
    {
        var organization = organizations.Find(rendering.Card.Approval.Organization);
        var name = organization?.KnownName ?? "Tallyfy";
        return new CardAnswer(
            LinkProblemCard.Render(problem, name, chat.Viewer), LinkProblemCard.Words(problem, name, chat.Viewer));
    }
}
