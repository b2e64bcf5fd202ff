namespace Tallyfy.Bot.Delivery;

/// <summary>Empties the outbox: at once when something was put in, and by the clock when something falls due.</summary>
internal sealed partial class OutboxWorker(
    Outbox outbox, OutboxSignal signal, DeliverCard deliver, ILogger<OutboxWorker> logger) : BackgroundService
{
    private const int Batch = 20;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await DeliverDueAsync(stoppingToken) < Batch)
                    await signal.WaitAsync(Pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogFailed(e);
                await signal.WaitAsync(Pause, stoppingToken);
            }
        }
    }

    private async Task<int> DeliverDueAsync(CancellationToken cancellationToken)
    {
        var items = await outbox.LeaseAsync(Batch, cancellationToken);

        foreach (var item in items)
            await deliver.ExecuteAsync(item, cancellationToken);

        return items.Count;
    }

    [LoggerMessage(LogLevel.Error, "Delivery stopped short; what is left is taken again when its lease ends")]
    private partial void LogFailed(Exception exception);
}
