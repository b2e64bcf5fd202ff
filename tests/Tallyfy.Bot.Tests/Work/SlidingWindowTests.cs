using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Tests.Work;

public sealed class SlidingWindowTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private readonly SlidingWindow window = new(Minute);

    [Fact]
    public void It_is_open_until_as_many_are_there_as_may_be()
    {
        window.Add(TimeSpan.FromSeconds(10));

        Assert.Equal(TimeSpan.Zero, window.OpensAt(2, Second));
        Assert.Equal(TimeSpan.FromSeconds(11), window.OpensAt(1, Second));
    }

    [Fact]
    public void It_opens_when_the_oldest_that_counts_leaves()
    {
        foreach (var at in new[] { 1, 2, 3 })
            window.Add(TimeSpan.FromSeconds(at));

        Assert.Equal(TimeSpan.FromSeconds(62), window.OpensAt(2, Minute));
        Assert.Equal(TimeSpan.FromSeconds(61), window.OpensAt(3, Minute));
        Assert.Equal(TimeSpan.FromSeconds(3), window.Last);
    }

    [Fact]
    public void What_is_as_old_as_the_window_is_no_longer_in_it()
    {
        window.Add(TimeSpan.Zero);
        window.Add(Second);

        Assert.Equal(2, window.CountIn(Minute, Minute - TimeSpan.FromTicks(1)));
        Assert.Equal(1, window.CountIn(Minute, Minute));
        Assert.Equal(0, window.CountIn(Minute, Minute + Second));
    }

    [Fact]
    public void It_says_what_a_plain_count_says_over_many_windows()
    {
        var random = new Random(12);
        var all = new List<TimeSpan>();
        var now = TimeSpan.Zero;

        for (var step = 0; step < 5_000; step++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(200));
            window.Add(now);
            all.Add(now);

            foreach (var length in new[] { Second, Minute })
            {
                var inWindow = all.Count(at => now - at < length);
                Assert.Equal(inWindow, window.CountIn(length, now));
                Assert.Equal(all[^inWindow] + length, window.OpensAt(inWindow, length));
            }

            all.RemoveAll(at => now - at >= Minute);
        }
    }
}
