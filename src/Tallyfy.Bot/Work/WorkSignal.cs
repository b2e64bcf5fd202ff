using System.Threading.Channels;

namespace Tallyfy.Bot.Work;

/// <summary>Wakes a worker at once; several calls before it wakes are one. The clock wakes it anyway.</summary>
internal abstract class WorkSignal(TimeProvider time)
{
    private readonly Channel<bool> raised = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public virtual void Raise() => raised.Writer.TryWrite(true);

    public virtual async Task WaitAsync(TimeSpan most, CancellationToken cancellationToken)
    {
        using var clock = new CancellationTokenSource(most, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(clock.Token, cancellationToken);

        try
        {
            await raised.Reader.ReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The clock was first: look for work anyway.
        }
    }
}

/// <summary>Something was put into the outbox.</summary>
internal class OutboxSignal(TimeProvider time) : WorkSignal(time);

/// <summary>A reason is to be sent to Tallyfy.</summary>
internal sealed class CommentSignal(TimeProvider time) : WorkSignal(time);
