using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;

namespace Tallyfy.Bot.Intake;

/// <summary>Compares all open tasks of each organization with our store, at start and then by the clock.</summary>
internal sealed partial class ApprovalSweep(
    OrganizationDirectory organizations,
    FindPendingApprovals find,
    SweepHealth health,
    IOptions<IntakeOptions> options,
    TimeProvider time,
    ILogger<ApprovalSweep> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(options.Value.SweepEvery!.Value, time);

        do
        {
            foreach (var organization in organizations.All)
                await SweepAsync(organization, stoppingToken);
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    private async Task SweepAsync(Organization organization, CancellationToken cancellationToken)
    {
        try
        {
            var waiting = await find.ExecuteAsync(organization, cancellationToken);
            health.Succeeded(organization.Id);
            LogSwept(organization.Id, waiting);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (TallyfyException e)
        {
            health.Failed(organization.Id);
            LogTallyfyFailed(organization.Id, e.Kind, e.Status is { } status ? (int)status : null, e.RequestId);
        }
        catch (Exception e)
        {
            health.Failed(organization.Id);
            LogFailed(e, organization.Id);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Swept {Organization}: {Waiting} approvals wait")]
    private partial void LogSwept(string organization, int waiting);

    [LoggerMessage(LogLevel.Warning, "Sweep of {Organization} failed: Tallyfy answered {Kind} (status {Status}, request {RequestId}); the next one tries again")]
    private partial void LogTallyfyFailed(string organization, TallyfyErrorKind kind, int? status, string? requestId);

    [LoggerMessage(LogLevel.Error, "Sweep of {Organization} failed; the next one tries again")]
    private partial void LogFailed(Exception exception, string organization);
}
