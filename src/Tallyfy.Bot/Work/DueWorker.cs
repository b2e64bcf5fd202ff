namespace Tallyfy.Bot.Work;

/// <summary>
/// Works off what is due, leased a few at a time: at once when its signal is raised, and by the clock when something
/// falls due. What one round leaves is taken again when its lease ends.
/// </summary>
internal abstract partial class DueWorker<TItem>(
    WorkQueue<TItem> queue, WorkSignal signal, TimeSpan pause, int batch, ILogger logger) : BackgroundService
    where TItem : WorkItem
{
    protected abstract Task WorkOffAsync(TItem item, CancellationToken cancellationToken);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await WorkOffDueAsync(stoppingToken) < batch)
                    await signal.WaitAsync(pause, stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogStopped(e, GetType().Name);
                await signal.WaitAsync(pause, stoppingToken);
            }
        }
    }

    private async Task<int> WorkOffDueAsync(CancellationToken cancellationToken)
    {
        var items = await queue.LeaseAsync(batch, cancellationToken);

        foreach (var item in items)
            await WorkOffAsync(item, cancellationToken);

        return items.Count;
    }

    [LoggerMessage(LogLevel.Error, "{Worker} stopped short; what is left is taken again when its lease ends")]
    private partial void LogStopped(Exception exception, string worker);
}
