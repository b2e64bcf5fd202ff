namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>
/// A clock that knows what waits for it, and so can jump from one instant at which something happens to the next.
/// </summary>
internal sealed class SimulatedClock(DateTimeOffset start) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly PriorityQueue<(Alarm Alarm, long Setting), (long At, long Order)> alarms = new();
    private long now;
    private long order;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => start + TimeSpan.FromTicks(GetTimestamp());

    public override long GetTimestamp() => Interlocked.Read(ref now);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        return alarm;
    }

    /// <summary>Jumps to the next instant, and lets happen what is due then.</summary>
    public void Jump()
    {
        foreach (var alarm in TakeNext())
            alarm.Ring();
    }

    private List<Alarm> TakeNext()
    {
        List<Alarm> due = [];

        lock (gate)
        {
            while (alarms.TryPeek(out var next, out var when) && (due.Count == 0 || when.At == now))
            {
                alarms.Dequeue();

                if (next.Alarm.Setting != next.Setting)
                    continue; // set anew, or switched off

                Interlocked.Exchange(ref now, Math.Max(now, when.At));
                next.Alarm.SetAgain(); // before anybody hears it, and may set it anew
                due.Add(next.Alarm);
            }
        }

        return due;
    }

    private sealed class Alarm(SimulatedClock clock, Action ring) : ITimer
    {
        private TimeSpan every;

        public long Setting { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock.gate)
            {
                every = period;
                Set(dueTime);
            }

            return true;
        }

        public void SetAgain() => Set(every);

        public void Ring() => ring();

        public void Dispose() => Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }

        private void Set(TimeSpan wait)
        {
            Setting++;

            if (wait != Timeout.InfiniteTimeSpan && wait >= TimeSpan.Zero)
                clock.alarms.Enqueue((this, Setting), (clock.now + wait.Ticks, clock.order++));
        }
    }
}
