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
            await pursue.SettleAsync(decision, organization, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogStillUnavailable(decision.Id, decision.Approval, e.Kind);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Decision {Decision} on {Approval} is still without an answer: {Kind}")]
    private partial void LogStillUnavailable(Guid decision, ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Settling decisions stopped short; the next round takes them up")]
    private partial void LogFailed(Exception exception);
}
