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

    /// <summary>Twice as long each time, and never the same for all that failed together.</summary>
    public static TimeSpan After(int attempts)
    {
        var doubled = First.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20) - 1);
        return TimeSpan.FromSeconds(Math.Min(doubled, Longest.TotalSeconds) * (1 + (Random.Shared.NextDouble() / 5)));
    }
}
