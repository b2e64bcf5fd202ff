using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Organizations;

/// <summary>
/// Of several processes one reads for an organization, and so holds its request budget alone; it also seals its trail.
/// </summary>
internal sealed partial class OrganizationLease(
    LeaseStore leases,
    OrganizationDirectory organizations,
    TimeProvider time,
    ILogger<OrganizationLease> logger) : BackgroundService
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan RenewEvery = TimeSpan.FromSeconds(10);

    private readonly Lock gate = new();
    private Task? release;

    /// <summary>False while another process reads.</summary>
    public Task<bool> HoldAsync(string organization, CancellationToken cancellationToken) =>
        leases.HoldAsync(LeaseKind.Organization, organization, Length, cancellationToken);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);

        // A host may be stopped twice at once: neither is done, and closes the store, before this is.
        lock (gate)
            release ??= ReleaseAsync(cancellationToken);

        await release;
    }

    // Those who read may wait for the budget longer than a lease lasts.
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(RenewEvery, time);

        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var organization in organizations.All)
                    await HoldAsync(organization.Id, stoppingToken);
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
    }

    // Only a kindness to the next process: a store that is away does not turn a stop into a crash.
    private async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        try
        {
            await leases.ReleaseAsync(LeaseKind.Organization, TimeSpan.Zero, cancellationToken);
        }
        catch (Exception e)
        {
            LogKept(e, Length);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "The lease on reading could not be given back; another process reads once it ends, in {Length} at most")]
    private partial void LogKept(Exception exception, TimeSpan length);

    [LoggerMessage(LogLevel.Error, "The lease on reading could not be renewed; the next round tries again")]
    private partial void LogFailed(Exception exception);
}
