namespace Tallyfy.Bot.Intake;

/// <summary>So many requests in any minute and in any hour; who comes when they are spent waits in line.</summary>
internal sealed class RequestAllowance(
    int perMinute, int perHour, TimeProvider time, Action<DateTimeOffset> waitBegan) : IDisposable
{
    /// <summary>Left free for what is counted without waiting.</summary>
    private const int Spare = 1;

    private readonly Lock gate = new();
    private readonly SemaphoreSlim line = new(1);
    private readonly Queue<long> spent = new();
    private DateTimeOffset? waitsUntil;

    public int SpentInMinute => Spent(TimeSpan.FromMinutes(1));

    public int SpentInHour => Spent(TimeSpan.FromHours(1));

    /// <summary>When there is room again for whoever waits; null while nobody does.</summary>
    public DateTimeOffset? WaitsUntil
    {
        get
        {
            lock (gate)
                return waitsUntil;
        }

        private set
        {
            lock (gate)
                waitsUntil = value;
        }
    }

    /// <summary>How long so many requests take at this rate.</summary>
    public TimeSpan PeriodOf(int requests)
    {
        var byMinute = TimeSpan.FromMinutes((double)requests / perMinute);
        var byHour = TimeSpan.FromHours((double)requests / perHour);
        return byMinute > byHour ? byMinute : byHour;
    }

    public async Task WaitAsync(bool spend, CancellationToken cancellationToken)
    {
        await line.WaitAsync(cancellationToken);

        try
        {
            while (Wait(spend) is { } wait)
            {
                // Told only once the clock is set: whoever moves it on the news meets a wait that is under way.
                var room = Task.Delay(wait, time, cancellationToken);
                var until = time.GetUtcNow() + wait;
                WaitsUntil = until;
                waitBegan(until);
                await room;
            }
        }
        finally
        {
            WaitsUntil = null;
            line.Release();
        }
    }

    public void Count()
    {
        lock (gate)
            spent.Enqueue(time.GetTimestamp());
    }

    public void Dispose() => line.Dispose();

    /// <summary>Null when there is room, which is then taken.</summary>
    private TimeSpan? Wait(bool spend)
    {
        lock (gate)
        {
            while (spent.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= TimeSpan.FromHours(1))
                spent.Dequeue();

            var wait = Longer(Wait(perMinute, TimeSpan.FromMinutes(1)), Wait(perHour, TimeSpan.FromHours(1)));

            if (wait is null && spend)
                spent.Enqueue(time.GetTimestamp());

            return wait;
        }
    }

    private TimeSpan? Wait(int most, TimeSpan window)
    {
        var mine = Math.Max(1, most - Spare);

        if (spent.Count < mine)
            return null;

        var left = window - time.GetElapsedTime(spent.ElementAt(spent.Count - mine));
        return left > TimeSpan.Zero ? left : null;
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;

    private int Spent(TimeSpan window)
    {
        lock (gate)
            return spent.Count(at => time.GetElapsedTime(at) < window);
    }
}
