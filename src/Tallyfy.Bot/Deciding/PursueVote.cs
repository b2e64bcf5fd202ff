using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// One verdict of several, where everyone must complete: the approval goes on waiting for the others. A second sending
/// could count twice or change a verdict, so a lost answer is made up for by evidence only.
/// </summary>
internal sealed partial class PursueVote(ReconcileApproval reconcile, ILogger<PursueVote> logger) : Pursuit
{
    /// <summary>Nothing tells whether Tallyfy has it.</summary>
    public static readonly DecisionEnd Unconfirmed =
        new(DecisionState.Unconfirmed, new DecisionOutcome.CouldNotConfirm());

    public override DecisionKind Kind => DecisionKind.Vote;

    public override bool IsRepeatable => false;

    public override bool IsUnderWay(StoredApproval now) => true;

    public override StoredApproval? Claim(StoredApproval now, PreparedDecision.Ready ready) =>
        now.AsksTheSameAs(ready.Approval) ? now : null;

    public override async Task<TallyfyAnswer> TellAsync(
        PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        await CompleteAsync(ready, cancellationToken);
        return new TallyfyAnswer { IsConfirmed = true };
    }

    public override async Task<DecisionEnd?> FindEndAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.Refusal is { } why)
            return Refuse(why);

        if (answer.IsConfirmed || await IsTakenAsync(decision, organization, cancellationToken))
            return new DecisionEnd(DecisionState.Done, new DecisionOutcome.Recorded());

        LogUnconfirmed(decision.Id, decision.Approval, decision.Actor.TallyfyUserId);
        return Unconfirmed;
    }

    public override DecisionEnd Refuse(Refusal why) =>
        new(DecisionState.Refused, new DecisionOutcome.Refused(why)) { Refusal = why };

    public override Task<bool> IsStillWantedAsync(
        StoredApproval approval, Decision decision, Organization organization, CancellationToken cancellationToken) =>
        Task.FromResult(false); // it ends by evidence, and is never sent again

    public override void LogDone(Decision decision) =>
        LogDone(decision.Id, decision.Approval, decision.Verdict, decision.Actor.TallyfyUserId);

    // Only how far it is: the vote stands whatever this read says. Without an answer it was read before.
    public override async Task FollowAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken)
    {
        if (answer == TallyfyAnswer.None)
            return;

        try
        {
            await reconcile.ExecuteAsync(organization, decision.Approval.Task, "", cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogNotRead(decision.Approval, e.Kind);
        }
    }

    // That the task is complete is no evidence: an administrator completes it for all. Nor is a vote in another opening
    // of the task, which a reopening follows, or a guest's, whose number may be the same.
    private async Task<bool> IsTakenAsync(Decision vote, Organization organization, CancellationToken cancellationToken)
    {
        var approval = await reconcile.ExecuteAsync(organization, vote.Approval.Task, "", cancellationToken);

        if (approval?.Key != vote.Approval)
            return false;

        var since = new ActivityFilter { Since = vote.ClaimedAt - ClockSkew, Task = vote.Approval.Task };
        var rows = await organization.ServiceClient.ListActivityAsync(organization.Id, since, cancellationToken)
            .Where(row => row.TaskId == vote.Approval.Task)
            .ToListAsync(cancellationToken);
        var opened = rows.Where(FindReopening.IsReopening).Select(row => row.Id).DefaultIfEmpty().Max();

        return rows.Any(row => FindReopening.IsCompletion(row)
            && row is { IsByMember: true, CreatedAt: not null }
            && row.ActorId == vote.Actor.TallyfyUserId
            && row.Id > opened);
    }

    [LoggerMessage(
        LogLevel.Information, "Vote {Decision} on {Approval}: {Verdict} by member {Member}, taken by Tallyfy")]
    private partial void LogDone(Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(
        LogLevel.Error,
        "Vote {Decision} on {Approval} by member {Member} is unconfirmed: nothing tells whether Tallyfy "
        + "has it. Look at the task in Tallyfy")]
    private partial void LogUnconfirmed(Guid decision, ApprovalKey approval, long member);

    [LoggerMessage(
        LogLevel.Warning,
        "Approval {Approval} could not be read after a vote: {Kind}; the next look shows how far it is")]
    private partial void LogNotRead(ApprovalKey approval, TallyfyErrorKind kind);
}
