using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>When something is due, as its reader says it: by days from today, and by the clock.</summary>
/// <param name="Relative">Null where it is too far away to be told by days.</param>
/// <param name="Absolute">In the reader's zone.</param>
/// <param name="IsOverdue">It is late; the words say so too.</param>
/// <param name="ChangesAt">When the words are no longer true; null while they stay.</param>
internal sealed record DueWords(string? Relative, string Absolute, bool IsOverdue, DateTimeOffset? ChangesAt)
{
    private const int FarAhead = 6;
    private const int LongAgo = 30;

    /// <summary>Nearer days are told without their year.</summary>
    private const int WithinTheYear = 90;

    /// <summary>In one line.</summary>
    public string Line(CardTexts texts) => Relative is null ? texts.DueAt(Absolute) : $"{Relative}, {Absolute}";

    public static DueWords Of(DateTimeOffset deadline, DateTimeOffset now, CardViewer viewer, CardTexts texts)
    {
        var (due, today) = (Day(deadline, viewer), Day(now, viewer));
        var days = due.DayNumber - today.DayNumber;
        var isOverdue = deadline < now;
        var midnight = NextDay(today, viewer);

        var (relative, changes) = (isOverdue, days) switch
        {
            (true, 0) => (texts.OverdueToday, midnight),
            (true, -1) => (texts.OverdueSinceYesterday, midnight),
            (true, >= -LongAgo) => (texts.OverdueDays(-days), midnight),
            (true, _) => (texts.Overdue, null),
            (false, 0) => (texts.DueToday, deadline),
            (false, 1) => (texts.DueTomorrow, midnight),
            (false, <= FarAhead) => (texts.DueInDays(days), midnight),
            _ => (null, NextDay(due.AddDays(-FarAhead - 1), viewer)),
        };

        return new DueWords(
            relative,
            days == 0 ? CardDate.Time(deadline, viewer)
                : Math.Abs(days) > WithinTheYear ? CardDate.Moment(deadline, viewer)
                : CardDate.Day(deadline, viewer),
            isOverdue,
            changes);
    }

    private static DateOnly Day(DateTimeOffset at, CardViewer viewer) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, viewer.Zone).DateTime);

    private static DateTimeOffset? NextDay(DateOnly day, CardViewer viewer)
    {
        var midnight = day.AddDays(1).ToDateTime(TimeOnly.MinValue);

        while (viewer.Zone.IsInvalidTime(midnight))
            midnight = midnight.AddMinutes(30); // a clock may be put forward at midnight

        return new DateTimeOffset(midnight, viewer.Zone.GetUtcOffset(midnight));
    }
}
