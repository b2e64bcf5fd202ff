using System.Globalization;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Instants as one viewer writes them, in that viewer's zone.</summary>
internal static class CardDate
{
    private const char NarrowBlank = '\u202F';
    private const char FirmBlank = '\u00A0';

    public static string Moment(DateTimeOffset at, CardViewer viewer) => Format(at, viewer, "f", "yyyy-MM-dd HH:mm");

    /// <summary>The same in figures, for a row of a list.</summary>
    public static string Short(DateTimeOffset at, CardViewer viewer) => Format(at, viewer, "g", "yyyy-MM-dd HH:mm");

    public static string Time(DateTimeOffset at, CardViewer viewer) => Format(at, viewer, "t", "HH:mm");

    /// <summary>An answer of a date field: a plain day is nobody's midnight, so it moves into no zone.</summary>
    public static string Answer(DateTimeOffset date, CardViewer viewer) => date.TimeOfDay == TimeSpan.Zero
        ? Format(date, viewer with { Zone = TimeZoneInfo.Utc, NamesZone = false }, "D", "yyyy-MM-dd")
        : Moment(date, viewer);

    private static string Format(DateTimeOffset at, CardViewer viewer, string format, string plainFormat)
    {
        var local = TimeZoneInfo.ConvertTime(at, viewer.Zone);
        var calendar = viewer.Culture.DateTimeFormat.Calendar;

        // Some calendars end: Umm al-Qura, which Saudi Arabia uses, in 2077.
        var written = local.DateTime < calendar.MinSupportedDateTime || local.DateTime > calendar.MaxSupportedDateTime
            ? local.ToString(plainFormat, CultureInfo.InvariantCulture)
            : local.ToString(format, viewer.Culture);

        if (viewer.NamesZone)
            written += " UTC";

        // Some fonts have no narrow blank, which locale data puts before "PM".
        return ForeignText.Isolate(written.Replace(NarrowBlank, FirmBlank));
    }
}
