using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Lists all open tasks of each organization, at start and then as often as its share of the budget allows.
/// </summary>
internal sealed partial class ApprovalSweep(
    OrganizationDirectory organizations,
    SweepOrganization sweep,
    TallyfyAccess access,
    OrganizationLease lease,
    RequestBudget budget,
    IntakeStatus status,
    TimeProvider time,
    ILogger<ApprovalSweep> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(organizations.All.Select(organization => SweepByTheClockAsync(organization, stoppingToken)));

    private async Task SweepByTheClockAsync(Organization organization, CancellationToken cancellationToken)
    {
        using var clock = new PeriodicTimer(budget.SoonestSweep, time);

        do
        {
            var period = await SweepAsync(organization, cancellationToken);

            if (clock.Period != period)
                clock.Period = period;
        }
        while (await clock.WaitForNextTickAsync(cancellationToken));
    }

    /// <summary>When to sweep again.</summary>
    private async Task<TimeSpan> SweepAsync(Organization organization, CancellationToken cancellationToken)
    {
        try
        {
            if (!await lease.HoldAsync(organization.Id, cancellationToken))
            {
                status.LeftToAnother(organization.Id);
                return budget.SoonestSweep;
            }

            return await sweep.ExecuteAsync(organization, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (TallyfyException) when (access.IsRefused(organization))
        {
            status.Failed(organization.Id);
            LogNotLetIn(organization.Id); // loudly once, when it began
        }
        catch (TallyfyException e)
        {
            status.Failed(organization.Id);
            LogTallyfyFailed(organization.Id, e.Kind, (int?)e.Status, e.RequestId);
        }
        catch (Exception e)
        {
            status.Failed(organization.Id);
            LogFailed(e, organization.Id);
        }

        return budget.SoonestSweep;
    }

    [LoggerMessage(
        LogLevel.Debug, "Sweep of {Organization}: Tallyfy does not let the bot in; the next one tries again")]
    private partial void LogNotLetIn(string organization);

    [LoggerMessage(
        LogLevel.Debug, // why is said once, by TallyfyOutages
        "Sweep of {Organization} failed: Tallyfy answered {Kind} (status {Status}, request {RequestId}); "
        + "the next one tries again")]
    private partial void LogTallyfyFailed(string organization, TallyfyErrorKind kind, int? status, string? requestId);

    [LoggerMessage(LogLevel.Error, "Sweep of {Organization} failed; the next one tries again")]
    private partial void LogFailed(Exception exception, string organization);
}
