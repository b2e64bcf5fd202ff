using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Takes up claimed decisions whose answer never came, after a crash as after a silence, and has them settled.
/// </summary>
internal sealed partial class SettleWorker(
    DecisionStore decisions,
    OrganizationDirectory organizations,
    PursueDecision pursue,
    ProveDecision prove,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<SettleWorker> logger) : BackgroundService
{
    private const int Batch = 20;
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
            if (await IsProvenAsync(decision, cancellationToken))
                await pursue.SettleAsync(decision, organization, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogStillUnavailable(decision.Id, decision.Approval, e.Kind);
        }
    }

    // A row alone is nobody's decision: whoever can write to the store could sign as anybody.
    private async Task<bool> IsProvenAsync(Decision decision, CancellationToken cancellationToken)
    {
        var proof = await prove.ExecuteAsync(decision, cancellationToken);

        if (proof.Covers(decision))
            return true;

        // Ended since it was read, its row and its entries do not agree.
        if (await decisions.FindAsync(decision.Id, cancellationToken) is { State: DecisionState.Claimed })
            LogUnproven(decision.Id, decision.Approval, proof.State);

        return false;
    }

    [LoggerMessage(
        LogLevel.Error,
        "Decision {Decision} on {Approval} is not sent: the trail does not say that somebody made it as it stands in "
        + "the store ({State}). Somebody wrote to the store; see docs/trail.md")]
    private partial void LogUnproven(Guid decision, ApprovalKey approval, ProofState state);

    [LoggerMessage(LogLevel.Warning, "Decision {Decision} on {Approval} is still without an answer: {Kind}")]
    private partial void LogStillUnavailable(Guid decision, ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Settling decisions stopped short; the next round takes them up")]
    private partial void LogFailed(Exception exception);
}
