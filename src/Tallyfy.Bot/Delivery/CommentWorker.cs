using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Sends the reasons of decisions to Tallyfy, behind the decisions.</summary>
internal sealed class CommentWorker(
    CommentStore comments, CommentSignal signal, PostComment post, ILogger<CommentWorker> logger)
    : DueWorker<CommentItem>(comments, signal, TimeSpan.FromSeconds(5), batch: 10, logger)
{
    protected override Task WorkOffAsync(CommentItem item, CancellationToken cancellationToken) =>
        post.ExecuteAsync(item, cancellationToken);
}
