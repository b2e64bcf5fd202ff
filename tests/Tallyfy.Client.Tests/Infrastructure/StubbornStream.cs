namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>A body that breaks off, or that never comes once somebody has started to read it.</summary>
internal sealed class StubbornStream(SemaphoreSlim? reading) : MemoryStream
{
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (reading is null)
            throw new IOException("Connection reset.");

        reading.Release();
        await new TaskCompletionSource().Task.WaitAsync(cancellationToken);
        return 0;
    }
}
