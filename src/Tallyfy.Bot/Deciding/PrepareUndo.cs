using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Everything that is asked before a decision is taken back: whose it is, how old, and what happened since.
/// </summary>
internal sealed class PrepareUndo(
    IdentifyActor identify,
    ApprovalStore approvals,
    DecisionStore decisions,
    ReadApproval read,
    IOptions<ApprovalOptions> options,
    TimeProvider time)
{
    public Task<PreparedDecision> ExecuteAsync(
        CardAction.Undo tap, Rendering rendering, Chat chat, CancellationToken cancellationToken) =>
        identify.ExecuteAsync(
            rendering.Card.Approval,
            chat,
            actor => PrepareAsync(tap, rendering, actor, cancellationToken),
            cancellationToken);

    private async Task<PreparedDecision> PrepareAsync(
        CardAction.Undo tap, Rendering rendering, Actor known, CancellationToken cancellationToken)
    {
        var (organization, actor) = known;
        var key = rendering.Card.Approval;

        // First, whatever else stands in the way: who is no member any more learns nothing of the approval.
        var membership = await identify.CheckAsync(known, cancellationToken);

        if (membership is Membership.Over(var problem))
            return IdentifyActor.NotLinked(problem);

        var member = membership is Membership.Active(var active) ? active : throw new UnreachableException();
        var approval = await approvals.FindAsync(key, cancellationToken);
        var decision = await decisions.FindAsync(key, cancellationToken);

        if (await RefusalAsync(tap, approval, decision, actor, organization, cancellationToken) is { } refusal)
            return new PreparedDecision.Refused(refusal);

        var reading = await read.ExecuteAsync(organization, key.Task, cancellationToken);

        if (reading is null || !PursueVerdict.Matches(reading, decision!))
            return Cannot(UndoBlockReason.NoLongerStands); // the next look at the task shows what it is now

        if (await FindWorkSince.ExecuteAsync(approval!, organization, cancellationToken))
            return Cannot(UndoBlockReason.WorkWentOn);

        if (await organization.FindActorClientAsync(actor.TallyfyUserId, member.Email, cancellationToken)
            is not { } actorClient)
            return IdentifyActor.NoActorClientFor(member.Email);

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

        return new PreparedDecision.Ready(approval!, undo, organization, actorClient, PreparedDecision.NothingBefore);
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

        if (time.GetUtcNow() >= approval.At + options.Value.UndoWindow)
            return new DecisionOutcome.CannotUndo(UndoBlockReason.TooLate);

        return tap.Reason is null ? new DecisionOutcome.UndoReasonMissing() : null;
    }

    private static PreparedDecision.Refused Cannot(UndoBlockReason why) => new(new DecisionOutcome.CannotUndo(why));
}
