using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Makes sure that each approval somebody was told of is in their chat: the most urgent come first, and of those the
/// oldest.
/// </summary>
internal sealed class AnnounceWaiting(AnnounceApproval announce)
{
    public Task ExecuteAsync(Waiting waiting, Chat chat, CancellationToken cancellationToken) =>
        announce.ExecuteAsync(
            chat,
            [
                .. waiting.Approvals
                    .OrderBy(approval => approval.Content.Deadline ?? DateTimeOffset.MaxValue)
                    .Select(approval => new ApprovalKey(
                        approval.Id.Organization, approval.Id.Task, approval.Generation)),
            ],
            cancellationToken);
}
