using System.Threading.Channels;

namespace Tallyfy.Bot.Work;

/// <summary>Wakes a worker at once; several calls before it wakes are one. The clock wakes it anyway.</summary>
internal abstract class WorkSignal(TimeProvider time)
{
    private readonly Channel<bool> raised = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private long raises;
    private long heard;
    private bool isWaiting;

    /// <summary>The worker rests, and nobody called since it began to.</summary>
    public bool IsQuiet => Volatile.Read(ref isWaiting) && Interlocked.Read(ref raises) == Interlocked.Read(ref heard);

    public void Raise()
    {
        Interlocked.Increment(ref raises);
        raised.Writer.TryWrite(true);
    }

    public async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);

        Volatile.Write(ref isWaiting, true);
        await using var awake = either.Token.Register(() => Volatile.Write(ref isWaiting, false));

        try
        {
            await raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The clock was first: look for work anyway.
        }
        finally
        {
            Volatile.Write(ref isWaiting, false);
            Interlocked.Exchange(ref heard, Interlocked.Read(ref raises)); // whatever they called about is in the store
        }
    }
}

/// <summary>Something was put into the outbox.</summary>
internal sealed class OutboxSignal(TimeProvider time) : WorkSignal(time);

/// <summary>A reason is to be sent to Tallyfy.</summary>
internal sealed class CommentSignal(TimeProvider time) : WorkSignal(time);
