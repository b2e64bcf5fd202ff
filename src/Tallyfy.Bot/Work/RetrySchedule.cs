namespace Tallyfy.Bot.Work;

/// <summary>When a failed delivery is tried again, and when it is given up.</summary>
internal static class RetrySchedule
{
    /// <summary>About a day and a half of tries.</summary>
    public const int MostAttempts = 48;

    public static readonly TimeSpan First = TimeSpan.FromSeconds(2);

    /// <summary>Nothing more is sent before an operator could look.</summary>
    public static readonly TimeSpan AfterNotRegistered = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    private static readonly TimeSpan FirstProbe = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan LongestBetweenProbes = TimeSpan.FromHours(4);

    // Whoever answers in thirty days, or at once, means neither.
    private static readonly TimeSpan ShortestTold = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan LongestTold = TimeSpan.FromMinutes(5);

    /// <summary>Twice as long each time, and never the same for all that failed together.</summary>
    public static TimeSpan After(int attempts) => Spread(Doubled(First, attempts, Longest));

    /// <summary>When something that was refused is probed again: soon, in the end after hours.</summary>
    public static TimeSpan AfterRefusal(int refusals) =>
        Spread(Doubled(FirstProbe, refusals, LongestBetweenProbes));

    /// <summary>
    /// How long is waited where the other side says how long: a second at least, longer each time, minutes at most.
    /// </summary>
    public static TimeSpan Told(TimeSpan wish, int times)
    {
        var least = Doubled(ShortestTold, times, LongestTold);
        return wish < least ? least : wish > LongestTold ? LongestTold : wish;
    }

    /// <summary>As the other side says, or as after any failure where it says nothing.</summary>
    public static TimeSpan Later(TimeSpan? told, int attempts) =>
        told is { } wish ? Told(wish, attempts) : After(attempts);

    private static TimeSpan Doubled(TimeSpan first, int times, TimeSpan longest) => TimeSpan.FromSeconds(
        Math.Min(first.TotalSeconds * Math.Pow(2, Math.Clamp(times, 1, 20) - 1), longest.TotalSeconds));

    private static TimeSpan Spread(TimeSpan wait) => wait * (1 + (Random.Shared.NextDouble() / 5));
}
