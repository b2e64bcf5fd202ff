using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Sends one verdict of several to Tallyfy, once. A second sending could count twice or change a verdict, so a lost
/// answer is made up for by evidence only.
/// </summary>
internal sealed partial class CompleteVote(ReconcileApproval reconcile, ClaimVote claim, ILogger<CompleteVote> logger)
{
    // Tallyfy's clock and ours may differ.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public async Task<DecisionOutcome> ExecuteAsync(
        Decision vote, Organization organization, TallyfyClient writer, CancellationToken cancellationToken)
    {
        try
        {
            await writer.CompleteTaskAsync(
                organization.Id,
                vote.Run,
                new TaskCompletion(vote.Approval.Task, vote.Verdict is Verdict.Approved, vote.Actor.TallyfyUserId),
                cancellationToken);
        }
        catch (TallyfyException e) when (e.IsOutcomeUnknown)
        {
            LogUnanswered(vote.Id, vote.Approval, e.Kind);
            return new DecisionOutcome.BeingSent();
        }
        catch (TallyfyException e)
        {
            LogRefused(vote.Id, vote.Approval, e.Kind, e.RequestId);
            await claim.ReleaseAsync(vote, Refusal.Of(e), cancellationToken);
            await LookAsync(vote, organization, cancellationToken);
            return new DecisionOutcome.Refused(Refusal.Of(e));
        }

        await claim.FinishAsync(vote, cancellationToken);
        LogDone(vote.Id, vote.Approval, vote.Verdict, vote.Actor.TallyfyUserId);
        await LookAsync(vote, organization, cancellationToken);
        return new DecisionOutcome.Recorded();
    }

    /// <summary>Ends a vote without an answer, long enough after it was sent.</summary>
    /// <exception cref="TallyfyException">Tallyfy could not be asked; the vote stays as it is.</exception>
    public async Task SettleAsync(Decision vote, Organization organization, CancellationToken cancellationToken)
    {
        var approval = await reconcile.ExecuteAsync(organization, vote.Approval.Task, "", cancellationToken);
        var isOver = approval?.Key == vote.Approval && approval.State is ApprovalState.DecidedElsewhere;

        if (isOver || await IsInFeedAsync(vote, organization, cancellationToken))
        {
            await claim.FinishAsync(vote, cancellationToken);
            LogDone(vote.Id, vote.Approval, vote.Verdict, vote.Actor.TallyfyUserId);
        }
        else
        {
            LogUnconfirmed(vote.Id, vote.Approval, vote.Actor.TallyfyUserId);
            await claim.LeaveUnconfirmedAsync(vote, cancellationToken);
        }
    }

    private static async Task<bool> IsInFeedAsync(
        Decision vote, Organization organization, CancellationToken cancellationToken) =>
        await organization.Reader
            .ListActivityAsync(
                organization.Id,
                new ActivityFilter { Since = vote.ClaimedAt - ClockSkew, Verb = "completed", Run = vote.Run },
                cancellationToken)
            .AnyAsync(
                happened => happened.TaskId == vote.Approval.Task && happened.ActorId == vote.Actor.TallyfyUserId,
                cancellationToken);

    // Only how far it is: the vote stands whatever this read says.
    private async Task LookAsync(Decision vote, Organization organization, CancellationToken cancellationToken)
    {
        try
        {
            await reconcile.ExecuteAsync(organization, vote.Approval.Task, "", cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogNotRead(vote.Approval, e.Kind);
        }
    }

    [LoggerMessage(LogLevel.Information, "Vote {Decision} on {Approval}: {Verdict} by member {Member}, taken by Tallyfy")]
    private partial void LogDone(Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(LogLevel.Warning, "Vote {Decision} on {Approval} was refused by Tallyfy: {Kind} (request {RequestId})")]
    private partial void LogRefused(Guid decision, ApprovalKey approval, TallyfyErrorKind kind, string? requestId);

    [LoggerMessage(LogLevel.Warning, "Vote {Decision} on {Approval} has no answer yet: {Kind}; it is not sent again")]
    private partial void LogUnanswered(Guid decision, ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Vote {Decision} on {Approval} by member {Member} is unconfirmed: nothing tells whether Tallyfy has it. Look at the task in Tallyfy")]
    private partial void LogUnconfirmed(Guid decision, ApprovalKey approval, long member);

    [LoggerMessage(LogLevel.Warning, "Approval {Approval} could not be read after a vote: {Kind}; the next look shows how far it is")]
    private partial void LogNotRead(ApprovalKey approval, TallyfyErrorKind kind);
}
