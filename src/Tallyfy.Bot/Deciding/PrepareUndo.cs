using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Everything that is asked before a decision is taken back: whose it is, how old, and what happened since.
/// </summary>
internal sealed class PrepareUndo(
    IdentifyActor identify,
    ApprovalStore approvals,
    DecisionStore decisions,
    RefuseUndo refuse,
    RequestBudget budget,
    ReadApproval read,
    AskForMore askForMore,
    TimeProvider time)
{
    public Task<PreparedDecision> ExecuteAsync(
        CardAction.Undo tap, Rendering rendering, Chat chat, CancellationToken cancellationToken) =>
        identify.ExecuteAsync(
            rendering.Card.Approval,
            chat,
            actor => PrepareAsync(tap, rendering, chat, actor, cancellationToken),
            cancellationToken);

    private async Task<PreparedDecision> PrepareAsync(
        CardAction.Undo tap, Rendering rendering, Chat chat, Actor who, CancellationToken cancellationToken)
    {
        var (organization, actor) = who;
        var key = rendering.Card.Approval;

        var approval = await approvals.FindAsync(key, cancellationToken);
        var decision = await decisions.FindAsync(key, cancellationToken);
        var refusal = await refuse.ExecuteAsync(tap, approval, decision, actor, organization, cancellationToken);

        if (refusal is not null && rendering.Card.Person == actor.Person)
            return new PreparedDecision.Refused(refusal); // for what our own store knows, nothing is asked of Tallyfy

        if (budget.TakeTurn(organization.Id) is { } until)
            return new PreparedDecision.Refused(new DecisionOutcome.ShareSpent(until));

        // By another's card, whoever is no member any more learns nothing of the approval.
        var membership = await identify.CheckAsync(who, cancellationToken);

        if (membership is Membership.Over(var problem))
            return IdentifyActor.NotLinked(problem);

        var member = membership is Membership.Active(var active) ? active : throw new UnreachableException();

        if (refusal is not null)
            return new PreparedDecision.Refused(refusal);

        var reading = await read.ExecuteAsync(organization, key.Task, cancellationToken);

        if (reading is not { State: ApprovalState.DecidedElsewhere } || !PursueVerdict.Matches(reading, decision!))
            return Cannot(UndoBlockReason.NoLongerStands); // the next look at the task shows what it is now

        if (await FindWorkSince.ExecuteAsync(approval!, organization, cancellationToken))
            return Cannot(UndoBlockReason.WorkWentOn);

        if (!refuse.MayTakeBack(reading, member))
            return Cannot(UndoBlockReason.OnlyInTallyfy);

        if (await askForMore.ExecuteAsync(tap, reading.Content, actor, chat, cancellationToken) is { } missing)
            return new PreparedDecision.Refused(missing);

        if (await organization.FindActorClientAsync(actor.TallyfyUserId, member.Email, cancellationToken)
            is not { } actorClient)
            return IdentifyActor.NoActorClientFor(member.Email);

        var undo = UndoOf(decision!, tap, rendering, actor) with { UndoneCompletionAt = reading.CompletedAt };

        return new PreparedDecision.Ready(approval!, undo, organization, actorClient, PreparedDecision.NothingBefore);
    }

    private Decision UndoOf(Decision decision, CardAction.Undo tap, Rendering rendering, LinkedAccount actor) =>
        decision with
        {
            Id = Guid.CreateVersion7(),
            Rendering = rendering.Id,
            Actor = actor,
            Reason = tap.Reason,
            ClaimedAt = time.GetUtcNow(),
            Kind = DecisionKind.Undo,
            State = null,
            Undoes = decision.Id,
            IsSignedIn = tap.IsSignedIn,
        };

    private static PreparedDecision.Refused Cannot(UndoBlockReason why) => new(new DecisionOutcome.CannotUndo(why));
}
