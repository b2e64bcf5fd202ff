namespace Tallyfy.Bot.Delivery;

/// <summary>When a failed delivery is tried again, and when it is given up.</summary>
internal static class RetrySchedule
{
    /// <summary>About a day and a half of tries.</summary>
    public const int MostAttempts = 48;

    private static readonly TimeSpan First = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    /// <summary>A message that may be there already: time for it to show itself.</summary>
    public static readonly TimeSpan AfterUnknown = TimeSpan.FromSeconds(30);

    public static TimeSpan After(int attempts)
    {
        var doubled = First.TotalSeconds * Math.Pow(2, Math.Min(attempts, 20) - 1);
        return TimeSpan.FromSeconds(Math.Min(doubled, Longest.TotalSeconds));
    }
}
