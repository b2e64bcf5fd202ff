using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>Draws an approval that was decided with a card of ours, or is on its way to it.</summary>
internal sealed class RenderDecided(
    DecisionStore decisions,
    RenderingStore renderings,
    DecisionPolicy policy,
    IOptions<ApprovalOptions> options,
    TimeProvider time)
{
    public async Task<RenderedApproval> ExecuteAsync(ApprovalFace face, CancellationToken cancellationToken)
    {
        var stored = face.Stored;
        var decision = await decisions.FindAsync(stored.Key, cancellationToken);
        var undoUntil = UndoableUntil(stored, decision, face.Person, face.Organization);
        var rendering = await renderings.KeepAsync(
            face, ShownPage.Nothing with { View = face.Request.View }, cancellationToken);
        var outcome = OutcomeCard.Render(
            face.Approval with
            {
                // Of what is not what they decided about, nothing is shown as if it were.
                Content = decision is not null && ContentDigest.For(stored.Content) == decision.Digest
                    ? stored.Content
                    : stored.Content with { Fields = [] },
                IsOwnDecision = decision?.Actor.Person == face.Person,
            },
            (ApprovalEnd.DecidedHere)face.Approval.End! with { Receipt = decision?.Receipt },
            face.Reader,
            undoUntil is null
                ? null
                : new UndoOffer(rendering) { IsAsked = face.Request.View is CardView.Undo, Draft = face.Draft },
            face.Notice);

        return new RenderedApproval(outcome, stored.Version, StillAsks: false)
        {
            ChangesAt = undoUntil,
            HeldUntil = face.Draft is { View: CardView.Undo }
                ? Earlier(face.HeldUntil(time.GetUtcNow()), undoUntil)
                : null,
        };
    }

    /// <summary>The decision is on record with us, and Tallyfy has not confirmed it.</summary>
    public async Task<RenderedApproval> UnderWayAsync(ApprovalFace face, CancellationToken cancellationToken) => new(
        SendingCard.Render(
            face.Approval,
            await FindUnderWayAsync(face.Stored, face.Person, cancellationToken),
            await renderings.KeepAsync(face, ShownPage.Nothing, cancellationToken),
            face.Reader),
        face.Stored.Version,
        StillAsks: false);

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other is null ? null : one < other ? one : other;

    /// <summary>Until when this reader may take the decision back; null when they may not.</summary>
    private DateTimeOffset? UndoableUntil(
        StoredApproval stored, Decision? decision, PersonId reader, Organization organization)
    {
        var until = stored.At + options.Value.UndoWindow;

        return stored is { State: ApprovalState.DecidedHere, Content.EveryoneMustComplete: false }
            && organization.SignsAsActor
            && until > time.GetUtcNow()
            && decision?.Actor.Person == reader
            && policy.FindWhyNotInChat(stored.Content, decision.Actor.TallyfyUserId) is null
                ? until
                : null;
    }

    private async Task<DecisionUnderWay> FindUnderWayAsync(
        StoredApproval stored, PersonId reader, CancellationToken cancellationToken)
    {
        var decision = stored.State is ApprovalState.Undoing
            ? await decisions.FindUndoAsync(stored.Key, cancellationToken)
            : await decisions.FindAsync(stored.Key, cancellationToken);

        return new DecisionUnderWay(
            stored.Verdict!.Value,
            decision?.Actor.Person == reader ? null : stored.By,
            decision?.ClaimedAt ?? stored.At!.Value,
            decision is null ? stored.Reason : decision.Reason)
        {
            IsUndo = stored.State is ApprovalState.Undoing,
        };
    }
}
