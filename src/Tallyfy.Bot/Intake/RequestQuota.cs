using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Allows so many requests in any minute and in any hour. Whoever comes when they are spent waits in line.
/// </summary>
/// <param name="perMinute">In any minute.</param>
/// <param name="perHour">In any hour.</param>
/// <param name="time">The clock.</param>
/// <param name="waitBegan">Told until when somebody waits.</param>
/// <param name="freeIn">What is left free for whatever is counted without waiting: as a rule, one.</param>
internal sealed class RequestQuota(
    int perMinute,
    int perHour,
    TimeProvider time,
    Action<DateTimeOffset> waitBegan,
    Func<TimeSpan, int>? freeIn = null) : IDisposable
{
    private const int Spare = 1;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private readonly Lock gate = new();
    private readonly SemaphoreSlim line = new(1);
    private readonly SlidingWindow spent = new(Hour);
    private readonly long start = time.GetTimestamp();
    private DateTimeOffset? waitsUntil;

    /// <summary>Whether whoever comes now needs not wait.</summary>
    public bool HasRoom => Wait(spend: false) is null;

    /// <summary>How long until one more leaves so much free in each window; null when it does now.</summary>
    public TimeSpan? FindWait(Func<TimeSpan, int> free) => Wait(free(Minute), free(Hour), spend: false);

    public int SpentInMinute => Spent(Minute);

    public int SpentInHour => Spent(Hour);

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

    private TimeSpan Now => time.GetElapsedTime(start);

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
            spent.Add(Now);
    }

    public void Dispose() => line.Dispose();

    private TimeSpan? Wait(bool spend) =>
        Wait(freeIn?.Invoke(Minute) ?? Spare, freeIn?.Invoke(Hour) ?? Spare, spend);

    /// <summary>Null when there is room, which is then taken.</summary>
    private TimeSpan? Wait(int freeInMinute, int freeInHour, bool spend)
    {
        lock (gate)
        {
            var wait = Longer(Wait(perMinute - freeInMinute, Minute), Wait(perHour - freeInHour, Hour));

            if (wait is null && spend)
                spent.Add(Now);

            return wait;
        }
    }

    private TimeSpan? Wait(int most, TimeSpan window)
    {
        var left = spent.OpensAt(Math.Max(1, most), window) - Now;
        return left > TimeSpan.Zero ? left : null;
    }

    private static TimeSpan? Longer(TimeSpan? one, TimeSpan? other) => one is null || other > one ? other : one;

    private int Spent(TimeSpan window)
    {
        lock (gate)
            return spent.CountIn(window, Now);
    }
}
