using System.Globalization;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>The date formats of docs/tallyfy-facts.md 1.5, each where Tallyfy uses it.</summary>
internal static class WireDate
{
    public static string Seconds(DateTimeOffset at) => Format(at, "yyyy-MM-dd'T'HH:mm:ss'Z'");

    public static string Milliseconds(DateTimeOffset at) => Format(at, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    /// <summary>What the user objects carry.</summary>
    public static string WithOffset(DateTimeOffset at) => Format(at, "yyyy-MM-dd'T'HH:mm:ss'+00:00'");

    /// <summary>The odd one: a guest just made, and rows of the feed.</summary>
    public static string Plain(DateTimeOffset at) => Format(at, "yyyy-MM-dd HH:mm:ss");

    private static string Format(DateTimeOffset at, string format) =>
        at.UtcDateTime.ToString(format, CultureInfo.InvariantCulture);
}
