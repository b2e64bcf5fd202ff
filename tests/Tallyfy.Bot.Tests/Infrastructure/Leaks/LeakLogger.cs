using Microsoft.Extensions.Logging;

namespace Tallyfy.Bot.Tests.Infrastructure.Leaks;

/// <summary>
/// Every line at every level that a setting can turn on, with its category, scopes, values and exception.
/// </summary>
[ProviderAlias(Alias)]
internal sealed class LeakLogger(LeakScan leaks) : ILoggerProvider, ISupportExternalScope
{
    public const string Alias = "Leaks";

    private IExternalScopeProvider scopes = new LoggerExternalScopeProvider();

    public ILogger CreateLogger(string categoryName) => new Category(this, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => scopes = scopeProvider;

    public void Dispose()
    {
    }

    // An exporter writes the values too, those that the sentence does not name.
    private static string Values<TState>(TState state) => state is IEnumerable<KeyValuePair<string, object?>> values
        ? string.Join(
            ' ',
            values.Where(pair => pair.Key != "{OriginalFormat}").Select(pair => $"{pair.Key}={pair.Value}"))
        : "";

    private sealed class Category(LeakLogger provider, string name) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => provider.scopes.Push(state);

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            List<string> around = [];
            provider.scopes.ForEachScope((scope, list) => list.Add($" [{scope} {Values(scope)}]"), around);
            provider.Leaks.Note(
                LeakChannel.Log,
                $"{logLevel} {name}: {formatter(state, exception)} {Values(state)} {exception}{string.Concat(around)}");
        }
    }

    private LeakScan Leaks => leaks;
}
