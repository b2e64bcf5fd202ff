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
    TrailWitness witness,
    BotMetrics metrics,
    ILogger<TrailSealer> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly Dictionary<string, int> refused = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (keys.IsOnlyForTheDesk)
            LogDeskKey();

        try
        {
            await witness.LoadAsync(stoppingToken);

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

            SealResult result;

            while ((result = await seal.ExecuteAsync(organization, cancellationToken)).Head is { } head)
            {
                metrics.TrailSealed(organization, head.Sequence);
                LogSealed(HeadLine.Of(head));
            }

            TellRefused(organization, result);
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

    // Said when it changes: they stay until somebody removes them.
    private void TellRefused(string organization, SealResult result)
    {
        if (result.FirstRefused is { } first && refused.GetValueOrDefault(organization) != result.Refused)
            LogRefused(organization, result.Refused, first);

        refused[organization] = result.Refused;
    }

    // Signed, because a log is a witness too, and foreign text stands in it.
    [LoggerMessage(LogLevel.Information, "Trail sealed up to {Head}")]
    private partial void LogSealed(string head);

    [LoggerMessage(
        LogLevel.Error,
        "The trail of {Organization} has {Count} entries that wait and are not sealed: nobody with Trail:Key wrote "
        + "them, or they are older than the trail; the first is {Entry}. \"trail verify\" says which")]
    private partial void LogRefused(string organization, int count, string entry);

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
