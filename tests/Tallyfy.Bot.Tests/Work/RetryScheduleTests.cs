using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Tests.Work;

public sealed class RetryScheduleTests
{
    [Fact]
    public void What_is_refused_is_probed_after_minutes_then_after_hours_and_no_rarer_than_that()
    {
        TimeSpan[] pauses = [.. Enumerable.Range(1, 1_000).Select(RetrySchedule.AfterRefusal)];

        Assert.InRange(pauses[0], TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(1));
        Assert.InRange(pauses[3], TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(5));
        Assert.All(pauses[^900..], pause => Assert.InRange(pause, TimeSpan.FromHours(4), TimeSpan.FromHours(5)));
    }

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(0, 4, 8)]
    [InlineData(0, 1_000, 300)]
    [InlineData(90, 1, 90)]
    [InlineData(90, 9, 256)]
    [InlineData(2_592_000, 1, 300)]
    [InlineData(-5, 1, 1)]
    public void A_wait_that_is_told_has_a_floor_that_grows_and_a_ceiling(int told, int times, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), RetrySchedule.Told(TimeSpan.FromSeconds(told), times));
}
