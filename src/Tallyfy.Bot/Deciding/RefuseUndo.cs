using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>What stands in the way of taking a decision back: what our own store knows, and who asks.</summary>
internal sealed class RefuseUndo(
    DecisionStore decisions, DecisionPolicy policy, IOptions<ApprovalOptions> options, TimeProvider time)
{
    public async Task<DecisionOutcome?> ExecuteAsync(
        CardAction.Undo tap,
        StoredApproval? approval,
        Decision? decision,
        LinkedAccount actor,
        Organization organization,
        CancellationToken cancellationToken)
    {
        if (approval is null)
            return new DecisionOutcome.Gone();

        if (approval.State is ApprovalState.Undoing or ApprovalState.Undone)
        {
            var undo = await decisions.FindUndoAsync(approval.Key, cancellationToken);
            return DecisionOutcome.For(undo, undo?.Actor.Person == actor.Person);
        }

        if (approval.State is not ApprovalState.DecidedHere || decision is null)
            return new DecisionOutcome.AlreadyDecided();

        if (decision.Actor.Person != actor.Person)
            return new DecisionOutcome.NotYours();

        if (decision.Actor.TallyfyUserId != actor.TallyfyUserId)
            return new DecisionOutcome.CannotUndo(UndoBlockReason.DecidedAsAnother);

        if (!organization.SignsAsActor || approval.Content.EveryoneMustComplete)
            return new DecisionOutcome.CannotUndo(UndoBlockReason.OnlyInTallyfy);

        if (approval.At is not { } at || !IsInTime(at))
            return new DecisionOutcome.CannotUndo(UndoBlockReason.TooLate);

        return tap.Reason is null ? new DecisionOutcome.UndoReasonMissing() : null;
    }

    /// <summary>Whether it is taken back soon enough after this; what was not sent by then is not sent late.</summary>
    public bool IsInTime(DateTimeOffset since) => time.GetUtcNow() < since + options.Value.UndoWindow;

    /// <summary>
    /// Whoever may not decide it in a chat, or not without more than a tap, does not reopen it by one either.
    /// </summary>
    public bool MayTakeBack(ApprovalReading reading, TallyfyMember member) =>
        policy.MayDecide(reading.MayDecide, member) && policy.FindWhyNotInChat(reading.Content, member.Id) is null;
}
