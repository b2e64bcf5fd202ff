using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Makes sure that each approval somebody was told of is in their chat, in the order in which they were told of them.
/// </summary>
internal sealed class AnnounceWaiting(AnnounceApproval announce)
{
    public Task ExecuteAsync(Waiting waiting, Chat chat, CancellationToken cancellationToken) =>
        announce.ExecuteAsync(
            chat,
            [
                .. waiting.Approvals.Select(approval => new ApprovalKey(
                    approval.Id.Organization, approval.Id.Task, approval.Generation)),
            ],
            cancellationToken);
}
