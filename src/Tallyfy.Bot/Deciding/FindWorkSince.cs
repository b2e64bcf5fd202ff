using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Whether a task that Tallyfy's rules changed because of a decision has been completed since: such work is not undone.
/// </summary>
internal static class FindWorkSince
{
    /// <exception cref="TallyfyException">The tasks could not be read.</exception>
    public static async Task<bool> ExecuteAsync(
        StoredApproval approval, Organization organization, CancellationToken cancellationToken)
    {
        var changed = approval.RuleChanges.Select(change => change.Task).ToHashSet();

        if (changed.Count == 0 || approval.Run is null)
            return false;

        return await organization.ServiceClient
            .ListRunTasksAsync(organization.Id, approval.Run, new TaskFilter(), cancellationToken)
            .AnyAsync(
                task => changed.Contains(task.Id) && task.IsDone && !(task.CompletedAt < approval.At),
                cancellationToken);
    }
}
