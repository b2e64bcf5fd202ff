using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Intake;

/// <summary>Reads what a hint names.</summary>
internal sealed class FollowHint(
    ApprovalStore approvals, ReconcileApproval reconcile, FindPendingApprovals find, ReadFeed readFeed)
{
    public Task ExecuteAsync(
        Organization organization,
        Hint hint,
        CancellationToken cancellationToken) =>
        hint.Kind switch
        {
            HintKind.Task => ReadTaskAsync(organization, hint, cancellationToken),
            HintKind.Run => find.ExecuteAsync(organization, hint.Id, cancellationToken),
            HintKind.Feed => readFeed.ExecuteAsync(organization, cancellationToken),
            _ => throw new UnreachableException(),
        };

    private async Task ReadTaskAsync(Organization organization, Hint hint, CancellationToken cancellationToken)
    {
        // Without a list's word the fingerprint stays as it was: an older one makes the next sweep look once more.
        var fingerprint = hint.Fingerprint is { Length: > 0 } listed
            ? listed
            : (await approvals.FindLatestAsync(organization.Id, hint.Id, cancellationToken))?.Fingerprint ?? "";

        await reconcile.ExecuteAsync(organization, hint.Id, fingerprint, cancellationToken);
    }
}
