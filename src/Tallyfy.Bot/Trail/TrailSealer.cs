using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Seals at once what is written here, and by the clock what other processes wrote. Whoever reads for an organization
/// seals its trail.
/// </summary>
internal sealed partial class TrailSealer(
    SealTrail seal,
    OrganizationLease lease,
    OrganizationDirectory organizations,
    TrailSignal signal,
    TrailKeys keys,
    BotMetrics metrics,
    ILogger<TrailSealer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (keys.IsOnlyForTheDesk)
            LogDeskKey();

        try
        {
            while (true)
                await SealAllAsync(stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task SealAllAsync(CancellationToken stoppingToken)
    {
        foreach (var organization in organizations.All)
            await SealAsync(organization.Id, stoppingToken);

        await signal.WaitAsync(Pause, stoppingToken);
    }

    // One organization's broken trail does not stop the others'.
    private async Task SealAsync(string organization, CancellationToken cancellationToken)
    {
        try
        {
            if (!await lease.HoldAsync(organization, cancellationToken))
                return;

            while (await seal.ExecuteAsync(organization, cancellationToken) is { } head)
            {
                metrics.TrailSealed(organization, head.Sequence);
                LogSealed(head.Mark);
            }
        }
        catch (TrailBrokenException e)
        {
            LogBroken(e.Message);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LogFailed(e, organization);
        }
    }

    [LoggerMessage(LogLevel.Information, "Trail sealed up to {Head}")]
    private partial void LogSealed(TrailMark head);

    [LoggerMessage(LogLevel.Error, "{Why}")]
    private partial void LogBroken(string why);

    [LoggerMessage(LogLevel.Error, "The trail of {Organization} could not be sealed; the next round tries again")]
    private partial void LogFailed(Exception exception, string organization);

    [LoggerMessage(
        LogLevel.Warning,
        "Trail:Key is not set: at the desk the trail is sealed with a key that everybody has, and proves nothing")]
    private partial void LogDeskKey();
}

/// <summary>An entry was written to the trail.</summary>
internal sealed class TrailSignal(TimeProvider time) : WorkSignal(time);
