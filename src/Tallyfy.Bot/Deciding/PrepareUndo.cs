using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>Everything that is asked before a decision is taken back: whose it is, how old, and what happened since.</summary>
internal sealed class PrepareUndo(
    IdentifyActor identify,
    CheckMembership checkMembership,
    ApprovalStore approvals,
    DecisionStore decisions,
    ReadApproval read,
    IOptions<ApprovalOptions> options,
    TimeProvider time)
{
    public async Task<PreparedDecision> ExecuteAsync(
        CardAction.Undo tap, Rendering rendering, Chat chat, CancellationToken cancellationToken)
    {
        var key = rendering.Card.Approval;
        var identified = await identify.ExecuteAsync(key, chat, cancellationToken);

        if (identified is not ActorResult.Known(var organization, var actor))
            return new PreparedDecision.Refused(((ActorResult.Refused)identified).Outcome);

        // First, whatever else stands in the way: who is no member any more learns nothing of the approval.
        var membership = await checkMembership.ExecuteAsync(actor, organization, cancellationToken);

        if (membership is not Membership.Active(var member))
            return new PreparedDecision.Refused(new DecisionOutcome.NotLinked(((Membership.Over)membership).Problem));

        var approval = await approvals.FindAsync(key, cancellationToken);
        var decision = await decisions.FindAsync(key, cancellationToken);

        if (await RefusalAsync(tap, approval, decision, actor, organization, cancellationToken) is { } refusal)
            return new PreparedDecision.Refused(refusal);

        var reading = await read.ExecuteAsync(organization, key.Task, cancellationToken);

        if (reading is null || !CompleteDecision.Matches(reading, decision!))
            return Cannot(UndoObstacle.NoLongerStands); // the next look at the task shows what it is now

        if (await FindWorkSince.ExecuteAsync(approval!, organization, cancellationToken))
            return Cannot(UndoObstacle.WorkWentOn);

        if (await organization.FindWriterAsync(actor.TallyfyUserId, member.Email, cancellationToken) is not { } writer)
            return new PreparedDecision.Refused(IdentifyActor.NoWriterFor(member.Email));

        var undo = decision! with
        {
            Id = Guid.CreateVersion7(),
            Rendering = rendering.Id,
            Actor = actor,
            Reason = tap.Reason,
            ClaimedAt = time.GetUtcNow(),
            Kind = DecisionKind.Undo,
            State = null,
            Undoes = decision.Id,
            UndoneCompletionAt = reading.CompletedAt,
        };

        return new PreparedDecision.Ready(approval!, undo, organization, writer, PreparedDecision.NothingBefore);
    }

    private async Task<DecisionOutcome?> RefusalAsync(
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
            return await WhoseAsync(approval, actor, cancellationToken);

        if (approval.State is not ApprovalState.DecidedHere || decision is null)
            return new DecisionOutcome.AlreadyDecided();

        if (decision.Actor.Person != actor.Person)
            return new DecisionOutcome.NotYours();

        if (decision.Actor.TallyfyUserId != actor.TallyfyUserId)
            return new DecisionOutcome.CannotUndo(UndoObstacle.DecidedAsAnother);

        if (!organization.SignsAsActor || approval.Content.EveryoneMustComplete)
            return new DecisionOutcome.CannotUndo(UndoObstacle.OnlyInTallyfy);

        if (time.GetUtcNow() >= approval.At + options.Value.UndoWindow)
            return new DecisionOutcome.CannotUndo(UndoObstacle.TooLate);

        return tap.Reason is null ? new DecisionOutcome.UndoReasonMissing() : null;
    }

    // A second tap, or a second delivery of the first.
    private async Task<DecisionOutcome> WhoseAsync(
        StoredApproval approval, LinkedAccount actor, CancellationToken cancellationToken)
    {
        var standing = await decisions.FindUndoAsync(approval.Key, cancellationToken);

        if (standing?.Actor.Person != actor.Person)
            return new DecisionOutcome.AlreadyDecided();

        return approval.State is ApprovalState.Undoing ? new DecisionOutcome.BeingSent() : new DecisionOutcome.Recorded();
    }

    private static PreparedDecision.Refused Cannot(UndoObstacle why) => new(new DecisionOutcome.CannotUndo(why));
}
