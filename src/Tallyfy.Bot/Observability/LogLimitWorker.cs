namespace Tallyfy.Bot.Observability;

/// <summary>Says each minute, and at the end, how many lines of which cause were left out of the log.</summary>
internal sealed partial class LogLimitWorker(LogLimit limit, TimeProvider time, ILogger<LogLimitWorker> logger)
    : BackgroundService
{
    /// <summary>What it says itself is never left out.</summary>
    public static readonly string Category = typeof(LogLimitWorker).FullName!;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var clock = new PeriodicTimer(LogLimit.Window, time);

        try
        {
            while (await clock.WaitForNextTickAsync(stoppingToken))
                Say();
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            Say();
        }
    }

    private void Say()
    {
        foreach (var ((category, number, name), lines) in limit.TakeLeftOut())
            LogLeftOut(lines, category, name ?? $"{number}");
    }

    [LoggerMessage(LogLevel.Warning, "{Lines} more lines of {Category} ({Event}) were left out")]
    private partial void LogLeftOut(long lines, string category, string @event);
}
