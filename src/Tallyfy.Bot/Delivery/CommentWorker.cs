namespace Tallyfy.Bot.Delivery;

/// <summary>Sends the reasons of decisions to Tallyfy, behind the decisions.</summary>
internal sealed partial class CommentWorker(
    CommentStore comments, CommentSignal signal, PostComment post, ILogger<CommentWorker> logger) : BackgroundService
{
    private const int Batch = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await SendDueAsync(stoppingToken) < Batch)
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

    private async Task<int> SendDueAsync(CancellationToken cancellationToken)
    {
        var items = await comments.LeaseAsync(Batch, cancellationToken);

        foreach (var item in items)
            await post.ExecuteAsync(item, cancellationToken);

        return items.Count;
    }

    [LoggerMessage(LogLevel.Error, "Comments stopped short; what is left is taken again when its lease ends")]
    private partial void LogFailed(Exception exception);
}
