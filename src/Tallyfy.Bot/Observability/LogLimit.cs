using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Observability;

/// <summary>
/// So many lines for each cause and minute, so that whoever is refused a thousand times fills no disk. A cause is a
/// line of the program: its category and its event. What is left out is counted, and said when the minute is over.
/// </summary>
internal sealed class LogLimit(IOptions<LogLimitOptions> options, BotMetrics metrics, TimeProvider time)
    : LoggingSampler
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly int most = options.Value.PerCause;
    private readonly ConcurrentDictionary<LogCause, Counted> causes = new();

    public override bool ShouldSample<TState>(in LogEntry<TState> logEntry)
    {
        if (!IsLimited(logEntry.Category, logEntry.LogLevel))
            return true;

        var counted = causes.GetOrAdd(
            new LogCause(logEntry.Category, logEntry.EventId.Id, logEntry.EventId.Name), _ => new Counted(time));

        if (counted.Take(most))
            return true;

        metrics.LineLeftOut(logEntry.Category);
        return false;
    }

    /// <summary>What was left out since this was asked last.</summary>
    public IReadOnlyList<(LogCause Cause, long Lines)> TakeLeftOut() =>
    [
        .. causes.Select(one => (one.Key, Lines: one.Value.TakeLeftOut())).Where(one => one.Lines > 0),
    ];

    // Below a warning our own lines are the record of what happened, one for each; Microsoft's are about requests.
    private static bool IsLimited(string category, LogLevel level) =>
        category != LogLimitWorker.Category
        && level >= (category.StartsWith("Tallyfy.", StringComparison.Ordinal)
            ? LogLevel.Warning
            : LogLevel.Information);

    private sealed class Counted(TimeProvider time)
    {
        private readonly Lock gate = new();
        private long begin = time.GetTimestamp();
        private int written;
        private long leftOut;

        public bool Take(int most)
        {
            lock (gate)
            {
                if (time.GetElapsedTime(begin) >= Window)
                    (begin, written) = (time.GetTimestamp(), 0);

                if (written < most)
                {
                    written++;
                    return true;
                }

                leftOut++;
                return false;
            }
        }

        public long TakeLeftOut()
        {
            lock (gate)
            {
                var lines = leftOut;
                leftOut = 0;
                return lines;
            }
        }
    }
}

/// <summary>A line of the program, however often it is written.</summary>
internal readonly record struct LogCause(string Category, int Event, string? Name);
