namespace Tallyfy.Bot.Settings;

/// <summary>
/// An option with a dash before it that a text program made of two hyphens: it was copied from a page, and no program
/// reads it as one.
/// </summary>
internal static class LongDash
{
    private static readonly char[] Long = ['\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212'];

    public static bool Begins(string arg) => arg.Length > 0 && Long.Contains(arg[0]);

    /// <summary>Null for all others. Its value is not told.</summary>
    public static string? FindFault(string arg)
    {
        var name = arg.Split('=')[0];
        return Begins(name)
            ? $"{name} begins with a long dash: write two hyphens, --{name.TrimStart([.. Long, '-'])}."
            : null;
    }
}
