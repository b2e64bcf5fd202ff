using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Tests.FanOut;

/// <summary>Knows whether the worker that waits for it rests.</summary>
internal sealed class WatchedOutboxSignal(TimeProvider time) : OutboxSignal(time)
{
    private readonly TimeProvider time = time;
    private long raises;
    private long heard;
    private long waits;
    private bool isWaiting;

    /// <summary>How often the worker began to rest.</summary>
    public long Waits => Interlocked.Read(ref waits);

    /// <summary>The worker rests, and nobody called since it began to.</summary>
    public bool IsQuiet => Volatile.Read(ref isWaiting) && Interlocked.Read(ref raises) == Interlocked.Read(ref heard);

    public override void Raise()
    {
        Interlocked.Increment(ref raises);
        base.Raise();
    }

    public override async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref waits);
        Volatile.Write(ref isWaiting, true);

        // Rings just before the worker's own: what the clock wakes is awake before the clock goes on.
        using var clock = new CancellationTokenSource(most, time);
        await using var awake = clock.Token.Register(() => Volatile.Write(ref isWaiting, false));

        try
        {
            await base.WaitAsync(most, cancellationToken);
        }
        finally
        {
            Volatile.Write(ref isWaiting, false);
            Interlocked.Exchange(ref heard, Interlocked.Read(ref raises)); // whatever they called about is in the store
        }
    }
}
