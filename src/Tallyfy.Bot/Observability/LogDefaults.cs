using Microsoft.Extensions.Logging.Console;

namespace Tallyfy.Bot.Observability;

/// <summary>
/// How the log is written where no setting says otherwise: a line each, with the instant in UTC; as JSON where programs
/// read it. They are settings below all others, so that each of an operator's own goes before.
/// </summary>
internal static class LogDefaults
{
    private const string Console = "Logging:Console";
    private const string Formatter = Console + ":FormatterName";
    private const string Instant = "yyyy-MM-ddTHH:mm:ss.fffZ";

    public static Dictionary<string, string?> Of(IConfiguration own, IHostEnvironment environment)
    {
        var formatter = own[Formatter]
            ?? (environment.IsDevelopment() ? ConsoleFormatterNames.Simple : ConsoleFormatterNames.Json);

        // Only where people read it nothing else parts the instant from what follows.
        var isJson = string.Equals(formatter, ConsoleFormatterNames.Json, StringComparison.OrdinalIgnoreCase);

        return new Dictionary<string, string?>
        {
            // Each try that failed, with its stack; why is told once, by whoever asked.
            ["Logging:LogLevel:Polly"] = nameof(LogLevel.None),
            [Formatter] = formatter,
            [$"{Console}:FormatterOptions:TimestampFormat"] = isJson ? Instant : $"{Instant} ",
            [$"{Console}:FormatterOptions:UseUtcTimestamp"] = "true",
            [$"{Console}:FormatterOptions:SingleLine"] = "true",
        };
    }
}
