using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Deciding;

/// <summary>Takes up claimed decisions whose answer never came, after a crash as after a silence, and ends them by evidence.</summary>
internal sealed partial class SettleWorker(
    DecisionStore decisions,
    ApprovalStore approvals,
    OrganizationDirectory organizations,
    CompleteDecision complete,
    CompleteVote completeVote,
    ReopenDecision reopen,
    ReadApproval read,
    DecisionPolicy policy,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<SettleWorker> logger) : BackgroundService
{
    private const int Batch = 20;
    private static readonly Refusal TooLate = new(RefusalKind.NotConfirmed);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Pause, time);

        do
        {
            try
            {
                await SettleDueAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailed(e);
            }
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SettleDueAsync(CancellationToken cancellationToken)
    {
        var due = await decisions.LeaseUnsettledAsync(
            options.Value.QuietPeriod, options.Value.Lease, Batch, cancellationToken);

        foreach (var decision in due)
        {
            if (organizations.Find(decision.Approval.Organization) is { } organization)
                await SettleAsync(decision, organization, cancellationToken);
        }
    }

    private async Task SettleAsync(Decision decision, Organization organization, CancellationToken cancellationToken)
    {
        try
        {
            await (decision.Kind switch
            {
                DecisionKind.Verdict => SettleVerdictAsync(decision, organization, cancellationToken),
                DecisionKind.Vote => completeVote.SettleAsync(decision, organization, cancellationToken),
                DecisionKind.Undo => SettleUndoAsync(decision, organization, cancellationToken),
                _ => throw new UnreachableException(),
            });
        }
        catch (TallyfyException e)
        {
            LogStillSilent(decision.Id, decision.Approval, e.Kind);
        }
    }

    private async Task SettleVerdictAsync(
        Decision decision, Organization organization, CancellationToken cancellationToken)
    {
        if (await complete.SettleAsync(decision, organization, null, cancellationToken) is not null)
            return;

        // Still open, and long enough after the last try: nothing is on its way any more.
        var refusal = await RefusalAsync(decision, organization, cancellationToken);

        if (refusal is not null)
            await complete.SettleAsync(decision, organization, refusal, cancellationToken);
        else if (await organization.FindWriterAsync(decision.Actor.TallyfyUserId, cancellationToken) is { } writer)
            await complete.ExecuteAsync(
                decision, organization, writer, PreparedDecision.NothingBefore, cancellationToken);
    }

    private async Task SettleUndoAsync(Decision undo, Organization organization, CancellationToken cancellationToken)
    {
        if (await reopen.SettleAsync(undo, organization, null, cancellationToken) is not null)
            return;

        // Still completed as it was: the reopening did not arrive, and arrives no more.
        var approval = await approvals.FindAsync(undo.Approval, cancellationToken);

        if (time.GetUtcNow() - undo.ClaimedAt > options.Value.PursueFor
            || approval is null
            || await FindWorkSince.ExecuteAsync(approval, organization, cancellationToken))
            await reopen.SettleAsync(undo, organization, TooLate, cancellationToken);
        else if (await organization.FindWriterAsync(undo.Actor.TallyfyUserId, cancellationToken) is { } writer)
            await reopen.ExecuteAsync(undo, organization, writer, cancellationToken);
    }

    /// <summary>Why it may not be sent again: too old, or no longer what the person was entitled to and saw.</summary>
    private async Task<Refusal?> RefusalAsync(
        Decision decision, Organization organization, CancellationToken cancellationToken)
    {
        if (time.GetUtcNow() - decision.ClaimedAt > options.Value.PursueFor)
            return TooLate;

        var approval = await approvals.FindAsync(decision.Approval, cancellationToken);
        var reading = await read.ExecuteAsync(organization, decision.Approval.Task, cancellationToken);

        return approval is { State: ApprovalState.Deciding }
            && reading is { State: ApprovalState.Pending }
            && reading.Digest == decision.Digest
            && await organization.Reader.FindMemberAsync(organization.Id, decision.Actor.TallyfyUserId, cancellationToken)
                is { IsActive: true } member
            && policy.MayDecide(reading.MayDecide, member)
                ? null
                : TooLate;
    }

    [LoggerMessage(LogLevel.Warning, "Decision {Decision} on {Approval} is still without an answer: {Kind}")]
    private partial void LogStillSilent(Guid decision, ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Settling decisions stopped short; the next round takes them up")]
    private partial void LogFailed(Exception exception);
}
