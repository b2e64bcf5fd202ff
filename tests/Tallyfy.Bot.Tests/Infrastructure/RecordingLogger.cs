using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Everything the bot logged, with its scopes, as text: for failures to show, for tests of what must not be in it, and
/// as the signal that something happened.
/// </summary>
internal sealed class RecordingLogger : ILoggerProvider, ISupportExternalScope, ILogger
{
    private readonly ConcurrentQueue<string> lines = new();
    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();
    private TaskCompletionSource more = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Text => string.Join('\n', lines);

    /// <summary>
    /// Looks again after each line, until it is so, and each time it is quiet for so long: what is waited for may
    /// happen elsewhere and log nothing. Whoever rests is woken then.
    /// </summary>
    public async Task UntilAsync(
        string what, Func<Task<bool>> isSo, TimeSpan patience, Action? waken = null, TimeSpan? quiet = null)
    {
        var began = Stopwatch.GetTimestamp();

        while (true)
        {
            // Before the look: what is logged during it is a reason to look again.
            var next = Volatile.Read(ref more).Task;

            if (await isSo())
                return;

            try
            {
                await next.WaitAsync(quiet ?? Hang.Quiet, TestContext.Current.CancellationToken);
            }
            catch (TimeoutException)
            {
                waken?.Invoke();
            }

            if (Stopwatch.GetElapsedTime(began) > patience)
                throw InVain(what);
        }
    }

    private TimeoutException InVain(string what) =>
        new($"Not so: {what}. The log ends with:\n{string.Join('\n', lines.TakeLast(100))}");

    public ILogger CreateLogger(string categoryName) => this;

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => scopes.Push(state);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        List<string> around = [];
        scopes.ForEachScope((scope, list) => list.Add($" [{scope}]"), around);
        lines.Enqueue($"{logLevel}: {formatter(state, exception)} {exception}{string.Concat(around)}");
        Interlocked.Exchange(ref more, new(TaskCreationOptions.RunContinuationsAsynchronously)).SetResult();
    }

    public void Dispose()
    {
    }
}
