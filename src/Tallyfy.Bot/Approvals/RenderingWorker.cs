using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// Takes away drafts whose time is over, and what cards showed long ago and show no more, a few rows at a time. A tap
/// on such a card is answered with the card as it is now.
/// </summary>
internal sealed partial class RenderingWorker(
    RenderingStore renderings,
    DraftStore drafts,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<RenderingWorker> logger) : BackgroundService
{
    private const int Batch = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(Pause, time);

        while (await clock.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await drafts.RemoveOldAsync(stoppingToken);
                await RemoveAsync(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LogStopped(e);
            }
        }
    }

    private async Task RemoveAsync(CancellationToken cancellationToken)
    {
        var before = time.GetUtcNow() - options.Value.KeepRenderings;
        var count = 0;

        for (RenderingPlace? place = RenderingPlace.Beginning; place is not null;)
        {
            (var removed, place) = await renderings.RemoveAsync(before, place, Batch, cancellationToken);
            count += removed;
        }

        if (count > 0)
            LogRemoved(count, before);
    }

    [LoggerMessage(LogLevel.Information, "Removed {Count} renderings of before {Before} that nothing shows any more")]
    private partial void LogRemoved(int count, DateTimeOffset before);

    [LoggerMessage(LogLevel.Error, "Removing old renderings stopped short; the next round goes on")]
    private partial void LogStopped(Exception exception);
}
