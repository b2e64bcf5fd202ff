namespace Tallyfy.Bot.Work;

/// <summary>
/// When things were done within the longest of some windows, and so when the next may be done. The limiters of
/// System.Threading.RateLimiting, SlidingWindowRateLimiter among them, read a stopwatch of their own and not the
/// injected clock. Instants are counted from a beginning that the caller chooses, and never go back.
/// </summary>
/// <param name="longest">The longest window that is asked about. What is older is forgotten.</param>
internal sealed class SlidingWindow(TimeSpan longest)
{
    private readonly List<TimeSpan> times = [];
    private int forgotten;

    public TimeSpan Last => times is [.., var last] ? last : TimeSpan.Zero;

    private int Count => times.Count - forgotten;

    public void Add(TimeSpan at)
    {
        while (forgotten < times.Count && at - times[forgotten] >= longest)
            forgotten++;

        // The list moves up only when half of it is forgotten: each entry is moved about once.
        if (forgotten > times.Count / 2)
        {
            times.RemoveRange(0, forgotten);
            forgotten = 0;
        }

        times.Add(at);
    }

    /// <summary>
    /// The first instant at which one more makes no more than <paramref name="most"/> in such a window.
    /// </summary>
    public TimeSpan OpensAt(int most, TimeSpan window) => Count < most ? TimeSpan.Zero : times[^most] + window;

    /// <summary>How many there are in the window that ends now.</summary>
    public int CountIn(TimeSpan window, TimeSpan now)
    {
        var (from, to) = (forgotten, times.Count);

        while (from < to)
        {
            var middle = (from + to) / 2;

            if (now - times[middle] >= window)
                from = middle + 1;
            else
                to = middle;
        }

        return times.Count - from;
    }
}
