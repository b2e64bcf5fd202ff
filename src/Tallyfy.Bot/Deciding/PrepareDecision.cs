using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Everything that is asked before anything is recorded: who, whether they may, and whether it is still what they saw.
/// </summary>
internal sealed class PrepareDecision(
    IdentifyActor identify,
    ApprovalStore approvals,
    RefuseDecision refuse,
    RequestBudget budget,
    ReconcileApproval reconcile,
    FindRuleChanges findRuleChanges,
    AskForMore askForMore,
    TimeProvider time)
{
    public Task<PreparedDecision> ExecuteAsync(
        CardAction.Decide tap, Rendering rendering, Chat chat, CancellationToken cancellationToken) =>
        identify.ExecuteAsync(
            rendering.Card.Approval,
            chat,
            actor => PrepareAsync(tap, rendering, chat, actor, cancellationToken),
            cancellationToken);

    private async Task<PreparedDecision> PrepareAsync(
        CardAction.Decide tap, Rendering rendering, Chat chat, Actor who, CancellationToken cancellationToken)
    {
        var (organization, actor) = who;
        var key = rendering.Card.Approval;
        var last = await approvals.FindAsync(key, cancellationToken);

        if (await refuse.UnreadAsync(tap, rendering, last, actor, chat, cancellationToken) is { } known)
            return new PreparedDecision.Refused(known);

        if (budget.TakeTurn(organization.Id) is { } until)
            return new PreparedDecision.Refused(new DecisionOutcome.ShareSpent(until));

        // Beside the read of the task, so that nobody waits for them.
        var before = findRuleChanges.ReadAsync(organization, last?.Run, cancellationToken);
        var checking = identify.CheckAsync(who, cancellationToken);
        var approval = await ReadNowAsync(last, key, organization, cancellationToken);

        var membership = await checking;

        if (membership is Membership.Over(var problem))
            return IdentifyActor.NotLinked(problem);

        var member = membership is Membership.Active(var active) ? active : throw new UnreachableException();
        var refusal = await refuse.ExecuteAsync(
            tap, rendering, approval, actor, member, organization, cancellationToken)
            ?? await askForMore.ExecuteAsync(tap, approval!.Content, actor, chat, cancellationToken);

        if (refusal is not null)
            return new PreparedDecision.Refused(refusal);

        if (await organization.FindActorClientAsync(actor.TallyfyUserId, member.Email, cancellationToken)
            is not { } actorClient)
            return IdentifyActor.NoActorClientFor(member.Email);

        return new PreparedDecision.Ready(
            approval!, DecisionOf(tap, rendering, approval!, actor), organization, actorClient, await before);
    }

    private Decision DecisionOf(
        CardAction.Decide tap, Rendering rendering, StoredApproval approval, LinkedAccount actor) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Approval = approval.Key,
            Run = approval.Run,
            Rendering = rendering.Id,
            Actor = actor,
            Verdict = tap.Verdict,
            Reason = tap.Reason,
            Kind = approval.Content.EveryoneMustComplete ? DecisionKind.Vote : DecisionKind.Verdict,
            Digest = rendering.Digest,
            IsSignedIn = tap.IsSignedIn,
            ClaimedAt = time.GetUtcNow(),
        };

    /// <summary>The row after a live read; what our own store knows to be over or under way needs none.</summary>
    private async Task<StoredApproval?> ReadNowAsync(
        StoredApproval? known, ApprovalKey key, Organization organization, CancellationToken cancellationToken) =>
        known is { IsOver: true } or { IsUnderWay: true }
            ? known
            : await reconcile.ExecuteForTapAsync(organization, key.Task, cancellationToken);
}
