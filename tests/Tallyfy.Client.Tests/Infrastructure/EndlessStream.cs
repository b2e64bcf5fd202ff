namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>A body that never ends, or ends only after a length; counts what was taken of it.</summary>
internal sealed class EndlessStream(long length = long.MaxValue) : Stream
{
    public long Taken { get; private set; }

    public int LargestRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => Taken; set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var taken = (int)Math.Min(count, length - Taken);
        buffer.AsSpan(offset, taken).Fill((byte)'x');
        Taken += taken;
        LargestRead = Math.Max(LargestRead, taken);
        return taken;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var taken = (int)Math.Min(buffer.Length, length - Taken);
        buffer.Span[..taken].Fill((byte)'x');
        Taken += taken;
        LargestRead = Math.Max(LargestRead, taken);
        return ValueTask.FromResult(taken);
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
