using System.Globalization;
using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Tests.Cards;

/// <summary>When something is due, by the reader's own days.</summary>
public sealed class DueWordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 13, 2, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-04T15:14:00Z", "Due today", "10:14 AM")]
    [InlineData("2026-03-05T03:30:00Z", "Due today", "10:30 PM")]
    [InlineData("2026-03-05T17:00:00Z", "Due tomorrow", "Thu, March 5, 12:00 PM")]
    [InlineData("2026-03-10T17:00:00Z", "Due in 6 days", "Tue, March 10, 1:00 PM")]
    [InlineData("2026-03-11T17:00:00Z", null, "Wed, March 11, 1:00 PM")]
    [InlineData("2027-03-11T17:00:00Z", null, "Thursday, March 11, 2027 12:00 PM")]
    [InlineData("2026-03-04T13:00:00Z", "⚠ Overdue since today", "8:00 AM")]
    [InlineData("2026-03-03T13:00:00Z", "⚠ Overdue since yesterday", "Tue, March 3, 8:00 AM")]
    [InlineData("2026-03-01T13:00:00Z", "⚠ Overdue by 3 days", "Sun, March 1, 8:00 AM")]
    [InlineData("2026-01-01T13:00:00Z", "⚠ Overdue", "Thu, January 1, 8:00 AM")]
    public void The_words_are_those_of_the_readers_day(string deadline, string? relative, string absolute)
    {
        var due = Due(deadline, SampleApprovals.Alex);

        Assert.Equal((relative, absolute), (due.Relative, due.Absolute.Replace('\u00A0', ' ')));
    }

    [Theory]
    [InlineData("2026-03-04T15:14:00Z", "2026-03-04T15:14:00Z")]
    [InlineData("2026-03-05T17:00:00Z", "2026-03-05T05:00:00Z")]
    [InlineData("2026-03-20T17:00:00Z", "2026-03-14T04:00:00Z")]
    [InlineData("2026-03-01T13:00:00Z", "2026-03-05T05:00:00Z")]
    [InlineData("2026-01-01T13:00:00Z", null)]
    public void They_are_true_until_the_day_ends_or_it_is_late(string deadline, string? until) => Assert.Equal(
        until is null ? null : DateTimeOffset.Parse(until, CultureInfo.InvariantCulture),
        Due(deadline, SampleApprovals.Alex).ChangesAt);

    /// <summary>A reader's own calendar may be another one: the day is that of Tallyfy and of whoever asked.</summary>
    [Fact]
    public void A_business_day_is_told_by_the_calendar_it_was_set_by()
    {
        var reader = SampleApprovals.Alex with { Culture = CultureInfo.GetCultureInfo("ar-SA") };

        var due = Due("2027-11-30T17:00:00Z", reader);

        Assert.Contains("2027", due.Absolute, StringComparison.Ordinal);
        Assert.Contains("نوفمبر", due.Absolute, StringComparison.Ordinal);
    }

    private static DueWords Due(string deadline, CardViewer reader) => DueWords.Of(
        DateTimeOffset.Parse(deadline, CultureInfo.InvariantCulture), Now, reader, new(reader.Culture));
}
