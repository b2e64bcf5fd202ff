using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;

namespace Tallyfy.Bot.Deciding;

/// <summary>Makes sure that each approval somebody was told of has its card in their chat.</summary>
internal sealed class AnnounceWaiting(AnnounceApproval announce)
{
    public async Task ExecuteAsync(Waiting waiting, CancellationToken cancellationToken)
    {
        foreach (var approval in waiting.Approvals)
            await announce.ExecuteAsync(
                new ApprovalKey(approval.Id.Organization, approval.Id.Task, approval.Generation), cancellationToken);
    }
}
