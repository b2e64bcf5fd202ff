using System.Threading.Channels;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Heads on their way to <c>Trail:WitnessUrl</c>. Each stands for all before it, so old ones may be dropped.
/// </summary>
internal sealed class WitnessQueue
{
    private const int Most = 100;

    private readonly Channel<TrailHead> heads = Channel.CreateBounded<TrailHead>(
        new BoundedChannelOptions(Most) { FullMode = BoundedChannelFullMode.DropOldest });

    public void Add(TrailHead head) => heads.Writer.TryWrite(head);

    public IAsyncEnumerable<TrailHead> ReadAllAsync(CancellationToken cancellationToken) =>
        heads.Reader.ReadAllAsync(cancellationToken);
}
