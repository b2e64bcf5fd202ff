using System.Globalization;
using System.Text.RegularExpressions;
using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>A date as a request carries it: ISO 8601, or without a time zone (docs/tallyfy-facts.md 1.5, U2).</summary>
internal static partial class RequestDate
{
    public static DateTimeOffset? Read(string? text, SandboxOptions options)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, Utc, out var at))
            return null;

        return options.NaiveDates == "utc" || HasZone().IsMatch(text) ? at : MovedBy(at, options.NaiveDates);
    }

    /// <summary>The setting is an offset such as +02:00: that hour there is an earlier one in UTC.</summary>
    private static DateTimeOffset? MovedBy(DateTimeOffset at, string offset)
    {
        var hours = TimeSpan.Parse(offset.TrimStart('+'), CultureInfo.InvariantCulture);
        var isInRange = at > DateTimeOffset.MinValue.AddDays(1) && at < DateTimeOffset.MaxValue.AddDays(-1);
        return isInRange ? at - hours : null;
    }

    /// <summary>Moves a deadline off the days nobody works, as Tallyfy does on write.</summary>
    public static DateTimeOffset Snap(DateTimeOffset at, SandboxOptions options)
    {
        var step = options.DeadlineSnap switch
        {
            "next-working-day" => 1,
            "previous-working-day" => -1,
            _ => 0,
        };
        var isInRange = at > DateTimeOffset.MinValue.AddDays(3) && at < DateTimeOffset.MaxValue.AddDays(-3);
        while (step != 0 && isInRange && at.DayOfWeek is (DayOfWeek.Saturday or DayOfWeek.Sunday))
            at = at.AddDays(step);
        return at;
    }

    [GeneratedRegex(@"(Z|[+-]\d\d:?\d\d)$", RegexOptions.IgnoreCase)]
    private static partial Regex HasZone();
}
