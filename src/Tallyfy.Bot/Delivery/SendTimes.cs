namespace Tallyfy.Bot.Delivery;

/// <summary>
/// When requests left, and so when the next may: the platform counts in rolling windows, and so does this. The limiters
/// of System.Threading.RateLimiting read a stopwatch of their own, not the injected clock, and a token bucket lets twice
/// its size through within one window.
/// </summary>
/// <param name="most">How far back the largest limit looks.</param>
internal sealed class SendTimes(int most)
{
    private readonly List<TimeSpan> times = [];

    /// <summary>Nothing may leave before this instant.</summary>
    public TimeSpan ClosedUntil { get; private set; } = TimeSpan.Zero;

    public TimeSpan Last => times is [.., var last] ? last : TimeSpan.Zero;

    public void Add(TimeSpan at)
    {
        if (times.Count >= (long)most * 2)
            times.RemoveRange(0, times.Count - most);

        times.Add(at);
    }

    /// <summary>The first instant at which one more makes no more than <paramref name="count"/> in such a stretch.</summary>
    public TimeSpan OpensAt(int count, TimeSpan per) => times.Count < count ? TimeSpan.Zero : times[^count] + per;

    public void Close(TimeSpan until) => ClosedUntil = Latest(ClosedUntil, until);

    public static TimeSpan Latest(params ReadOnlySpan<TimeSpan> instants)
    {
        var latest = TimeSpan.Zero;

        foreach (var instant in instants)
            latest = instant > latest ? instant : latest;

        return latest;
    }
}
