using Tallyfy.Bot.Organizations;
using Tallyfy.Client;

namespace Tallyfy.Bot.Approvals;

/// <summary>Compares the open tasks of an organization with our store, and reads again only what differs.</summary>
internal sealed class FindPendingApprovals(ApprovalStore approvals, ReconcileApproval reconcile, TimeProvider time)
{
    /// <summary>How many approvals wait.</summary>
    public async Task<int> ExecuteAsync(Organization organization, CancellationToken cancellationToken)
    {
        var known = (await approvals.ListOpenAsync(organization.Id, cancellationToken))
            .ToDictionary(approval => approval.Key.Task);
        var waiting = 0;

        await foreach (var task in organization.Reader.ListOpenTasksAsync(organization.Id, cancellationToken))
        {
            if (!task.IsApproval)
                continue;

            known.Remove(task.Id, out var before);
            waiting += await LookAsync(task, before, organization, cancellationToken) ? 1 : 0;
        }

        // What we hold open and Tallyfy no longer lists was completed, archived or hidden: its own read says which.
        foreach (var missing in known.Values.Where(approval => !approval.IsUnderWay))
            await reconcile.ExecuteAsync(organization, missing.Key.Task, "", cancellationToken);

        return waiting;
    }

    private async Task<bool> LookAsync(
        TallyfyTask task, StoredApproval? before, Organization organization, CancellationToken cancellationToken)
    {
        var listed = ReadApproval.StateOf(task, time.GetUtcNow());
        var mark = Mark(task);

        if (before is { State: ApprovalState.Pending } && listed is ApprovalState.Pending && before.ListMark == mark)
            return true;

        if (before is null && listed is not ApprovalState.Pending)
            return false;

        var after = await reconcile.ExecuteAsync(organization, task.Id, mark, cancellationToken);
        return after is { State: ApprovalState.Pending };
    }

    private static string Mark(TallyfyTask task) => string.Join('|', [
        task.LastUpdated?.ToUnixTimeMilliseconds().ToString((IFormatProvider?)null),
        task.Deadline?.ToUnixTimeMilliseconds().ToString((IFormatProvider?)null),
        string.Join(',', task.Owners.Users),
        string.Join(',', task.Owners.Groups),
        task.Title,
    ]);
}
