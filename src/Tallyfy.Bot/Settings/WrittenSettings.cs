namespace Tallyfy.Bot.Settings;

/// <summary>
/// What on the command line the configuration passes over without a word: a guard that is written so would be no guard.
/// Names are told, and never values, which may be secrets.
/// </summary>
internal static class WrittenSettings
{
    private const string Form = "--Name:Key=value";

    public static IReadOnlyList<string> FindFaults(IReadOnlyList<string> args)
    {
        var faults = new List<string>();

        for (var at = 0; at < args.Count; at++)
        {
            var name = args[at].Split('=')[0];
            var hasValue = args[at].Contains('=');
            var isFollowed = at + 1 < args.Count && !args[at + 1].StartsWith("--", StringComparison.Ordinal);

            if (FindFault(name, hasValue || isFollowed, hasValue, at + 1) is { } fault)
                faults.Add(fault);

            if (IsOption(name) && !hasValue && isFollowed)
                at++; // its value
        }

        return faults;
    }

    private static string? FindFault(string name, bool isWhole, bool hasValue, int number)
    {
        if (LongDash.FindFault(name) is { } dash)
            return dash;

        var bare = name.TrimStart('-', '/');

        if (IsNamed(name) && bare.Length > 0)
            return isWhole ? null : $"{name} has no value: write {name}=value.";

        if (hasValue && bare.Length == 0)
            return $"Argument {number} has no name before its =: settings are {Form}.";

        return hasValue || bare.Contains(':') ? $"{name} is no setting: did you mean --{bare}?"
            : IsOption(name) ? $"{name} is no setting: they are {Form}."
            : $"Argument {number} belongs to no setting: they are {Form}, in quotes where the value has blanks.";
    }

    private static bool IsNamed(string name) => name.StartsWith("--", StringComparison.Ordinal) || name.StartsWith('/');

    private static bool IsOption(string name) =>
        name.StartsWith('-') || name.StartsWith('/') || LongDash.Begins(name);
}
