using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Turns what became of a tap into what the person sees. What they typed comes back unless it was used.
/// </summary>
internal sealed class RenderOutcome(
    RenderApproval render,
    OrganizationDirectory organizations,
    PostedCardStore cards,
    Outbox outbox,
    OutboxSignal signal,
    Database database,
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

        var face = await render.FindAsync(
            rendering.Card, chat, shown => NoticeOf(outcome, rendering, shown), tap.Reason, cancellationToken);

        if (face is null)
            return CardAnswer.Sentence(Sentence.CardTooOld, chat);

        if (outcome is DecisionOutcome.Changed)
        {
            var notice = new KeptNotice(face.Version, null, tap.Reason) { ChangedSince = rendering.Version };
            await KeepAsync(rendering, chat.Person, notice, cancellationToken);
        }

        if (outcome is DecisionOutcome.BeingSent { Sending: { } sending })
            _ = drawOnceMore.ExecuteAsync(rendering.Card, sending, lifetime.ApplicationStopping);

        return new CardAnswer(face.Message);
    }

    // The change itself had the message drawn anew, perhaps before the tap was answered: it is drawn once more.
    private async Task KeepAsync(
        Rendering rendering, PersonId person, KeptNotice notice, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async unit =>
            {
                await cards.KeepNoticeAsync(unit, rendering.Id, person, notice, cancellationToken);
                await outbox.AddAsync(unit, OutboxKind.Update, rendering.Card.Id, TimeSpan.Zero, cancellationToken);
                return 0;
            },
            cancellationToken);

        signal.Raise();
    }

    private static ApprovalNotice? NoticeOf(
        DecisionOutcome outcome, Rendering tapped, StoredApproval shown) => outcome switch
        {
            DecisionOutcome.ReasonMissing => new ApprovalNotice.ReasonMissing(),
            DecisionOutcome.ReasonTooLong(var excess) => new ApprovalNotice.ReasonTooLong(excess),
            DecisionOutcome.ConfirmationMissing(var verdict) => new ApprovalNotice.ConfirmationMissing(verdict),
            DecisionOutcome.SignInNeeded(var verdict, var at) => new ApprovalNotice.SignInNeeded(verdict, at),
            DecisionOutcome.Changed => new ApprovalNotice.ChangedSinceShown(shown.ChangesSince(tapped.Version)),

            // It moved between the read and the claim.
            DecisionOutcome.AlreadyDecided when shown.State is ApprovalState.Pending && shown.Digest != tapped.Digest =>
                new ApprovalNotice.ChangedSinceShown(shown.ChangesSince(tapped.Version)),

            DecisionOutcome.AnswersMissing(var labels) => new ApprovalNotice.AnswersMissing(labels),
            DecisionOutcome.Refused(var refusal) => new ApprovalNotice.TallyfyRefused(refusal),
            DecisionOutcome.UndoReasonMissing => new ApprovalNotice.UndoReasonMissing(),
            DecisionOutcome.CannotUndo(var why) => new ApprovalNotice.CannotUndo(why),
            DecisionOutcome.UndoRefused(var refusal) => new ApprovalNotice.UndoRefused(refusal),
            DecisionOutcome.Unavailable(var why) => new ApprovalNotice.TallyfyUnavailable(why),
            DecisionOutcome.ShareSpent(var until) => new ApprovalNotice.ShareSpent(until),
            _ => null, // the card itself says it
        };

    private CardAnswer NotLinked(LinkProblem problem, Rendering rendering, Chat chat)
    {
        var organization = organizations.Find(rendering.Card.Approval.Organization);
        var name = organization?.KnownName ?? "Tallyfy";
        return new CardAnswer(
            LinkProblemCard.Render(problem, name, chat.Viewer), LinkProblemCard.Words(problem, name, chat.Viewer));
    }
}
