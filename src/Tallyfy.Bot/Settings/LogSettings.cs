using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Settings;

/// <summary>
/// Settings of the log that cannot be meant. The framework reads them first of all, and would end the program with a
/// stack.
/// </summary>
internal static partial class LogSettings
{
    private const string Section = "Logging";
    private const string Levels = "LogLevel";

    /// <summary>Levels that are none, of all providers and of each.</summary>
    public static IEnumerable<SettingFault> FindFaults(IConfiguration configuration) =>
        configuration.GetSection(Section).GetChildren()
            .Select(child => IsLevels(child) ? child : child.GetSection(Levels))
            .SelectMany(levels => levels.GetChildren())
            .Where(level => !string.IsNullOrEmpty(level.Value) && !Enum.TryParse<LogLevel>(level.Value, true, out _))
            .Select(level => new SettingFault(
                level.Path, $"must be one of {string.Join(", ", Enum.GetNames<LogLevel>())}."));

    /// <summary>Which other one is the reason that there is no log; null where none is.</summary>
    public static string? FindUnread(Exception e) => Unbound().Match(e.Message) is { Success: true } match
        ? $"{Section} has a value that cannot be read, at {match.Groups[1].Value}."
        : null;

    private static bool IsLevels(IConfigurationSection section) =>
        section.Key.Equals(Levels, StringComparison.OrdinalIgnoreCase);

    // As the framework says it, with the name below the provider's.
    [GeneratedRegex("configuration value '.*' at '([^']+)' to type", RegexOptions.Singleline)]
    private static partial Regex Unbound();
}
