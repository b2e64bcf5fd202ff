namespace Tallyfy.Sandbox.Api;

/// <summary>How often something happened in the time just past.</summary>
internal sealed class RollingWindow(TimeSpan length)
{
    private readonly Queue<DateTimeOffset> moments = [];

    public int Count(DateTimeOffset now)
    {
        while (moments.TryPeek(out var oldest) && oldest <= now - length)
            moments.Dequeue();
        return moments.Count;
    }

    public void Add(DateTimeOffset now) => moments.Enqueue(now);

    /// <summary>Until the oldest moment lies outside the window.</summary>
    public TimeSpan Wait(DateTimeOffset now) =>
        moments.TryPeek(out var oldest) ? oldest + length - now : TimeSpan.Zero;
}
