using Microsoft.Extensions.Logging;

namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>What the client warned of.</summary>
internal sealed class LogLines : ILoggerProvider, ILogger
{
    private readonly List<string> all = [];

    public IReadOnlyList<string> All => all;

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (IsEnabled(logLevel))
            all.Add(formatter(state, exception));
    }

    public void Dispose()
    {
    }
}
