using System.Globalization;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Instants as one viewer writes them, in that viewer's zone.</summary>
internal static class CardDate
{
    private const char NarrowBlank = '\u202F';
    private const char FirmBlank = '\u00A0';

    public static string Moment(DateTimeOffset at, CardViewer viewer) => Format(at, viewer, "f", "yyyy-MM-dd HH:mm");

    /// <summary>"Thu, March 5, 12:00 PM"; with its year where that is not clear.</summary>
    public static string Day(DateTimeOffset at, CardViewer viewer)
    {
        var format = Gregorian(viewer.Culture).DateTimeFormat;
        return Format(at, viewer, $"ddd, {format.MonthDayPattern}, {format.ShortTimePattern}", "yyyy-MM-dd HH:mm");
    }

    public static string Time(DateTimeOffset at, CardViewer viewer) => Format(at, viewer, "t", "HH:mm");

    /// <summary>An answer of a date field: a plain day is nobody's midnight, so it moves into no zone.</summary>
    public static string Answer(DateTimeOffset date, CardViewer viewer) => date.TimeOfDay == TimeSpan.Zero
        ? Format(date, viewer with { Zone = TimeZoneInfo.Utc, NamesZone = false }, "D", "yyyy-MM-dd")
        : Moment(date, viewer);

    // Tallyfy, Outlook and whoever asked write a deadline by this calendar: its reader is told the same day.
    private static CultureInfo Gregorian(CultureInfo culture)
    {
        if (culture.DateTimeFormat.Calendar is GregorianCalendar
            || culture.OptionalCalendars.OfType<GregorianCalendar>().FirstOrDefault() is not { } calendar)
            return culture;

        var same = (CultureInfo)culture.Clone();
        same.DateTimeFormat.Calendar = calendar;
        return same;
    }

    private static string Format(DateTimeOffset at, CardViewer viewer, string format, string plainFormat)
    {
        var local = TimeZoneInfo.ConvertTime(at, viewer.Zone);
        var culture = Gregorian(viewer.Culture);

        var written = culture.DateTimeFormat.Calendar is GregorianCalendar
            ? local.ToString(format, culture)
            : local.ToString(plainFormat, CultureInfo.InvariantCulture);

        if (viewer.NamesZone)
            written += " UTC";

        // Some fonts have no narrow blank, which locale data puts before "PM".
        return ForeignText.Isolate(written.Replace(NarrowBlank, FirmBlank));
    }
}
