using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Compares listed tasks, of an organization or of one run, with our store; what differs is a hint to read it.
/// </summary>
internal sealed class FindPendingApprovals(
    ApprovalStore approvals, HintStore hints, BotMetrics metrics, TimeProvider time)
{
    /// <summary>As many as a page has: what the first pages show is read before the last is listed.</summary>
    private const int Batch = 100;

    /// <summary>How many approvals wait, and how many open tasks cannot be read.</summary>
    public async Task<(int Waiting, int Unread)> ExecuteAsync(
        Organization organization, CancellationToken cancellationToken)
    {
        var unread = new UnreadRows();
        var waiting = await CompareAsync(
            organization,
            organization.ServiceClient.ListOpenTasksAsync(organization.Id, unread, cancellationToken),
            unread,
            await approvals.ListOpenAsync(organization.Id, null, cancellationToken),
            HintSource.Sweep,
            cancellationToken);

        metrics.TasksUnread(organization.Id, unread.Ids.Count);
        return (waiting, unread.Ids.Count);
    }

    /// <summary>The same for one run.</summary>
    public async Task<int> ExecuteAsync(Organization organization, string run, CancellationToken cancellationToken)
    {
        var unread = new UnreadRows();
        return await CompareAsync(
            organization,
            (await ListAsync(organization, run, unread, cancellationToken)).ToAsyncEnumerable(),
            unread,
            await approvals.ListOpenAsync(organization.Id, run, cancellationToken),
            HintSource.Own,
            cancellationToken);
    }

    private async Task<int> CompareAsync(
        Organization organization,
        IAsyncEnumerable<TallyfyTask> listed,
        UnreadRows unread,
        IReadOnlyList<StoredApproval> stored,
        HintSource source,
        CancellationToken cancellationToken)
    {
        var known = stored.ToDictionary(approval => approval.Key.Task);
        var differing = new List<Hint>();
        var waiting = 0;

        await foreach (var task in listed.Where(task => task.IsApproval))
        {
            known.Remove(task.Id, out var before);
            var state = ReadApproval.StateOf(task, time.GetUtcNow());
            var fingerprint = Mark(task, time.GetUtcNow());
            waiting += state is ApprovalState.Pending ? 1 : 0;

            if ((Differs(before, state, fingerprint)
                    || await HasOwnerReturnedAsync(organization, before, cancellationToken))
                && Hint.For(null, task.Id) is { } hint)
                differing.Add(hint with { Fingerprint = fingerprint, Source = source });

            if (differing.Count >= Batch)
                await AddAsync(organization, differing, cancellationToken);
        }

        // What we hold open and Tallyfy no longer lists was completed, archived or hidden: its own read says which. A
        // row that could not be read says nothing at all, of a task that we hold or of a new one.
        metrics.RowsUnread(organization.Id, unread.Ids.Count);
        differing.AddRange(known.Values
            .Where(approval => !approval.IsUnderWay)
            .Select(approval => approval.Key.Task)
            .Concat(unread.Ids.OfType<string>().Except(stored.Select(approval => approval.Key.Task)))
            .Select(task => Hint.For(null, task))
            .OfType<Hint>()
            .Select(hint => hint with { Source = source }));
        await AddAsync(organization, differing, cancellationToken);
        return waiting;
    }

    private async Task AddAsync(Organization organization, List<Hint> differing, CancellationToken cancellationToken)
    {
        await hints.AddAsync(organization.Id, differing, cancellationToken);
        differing.Clear();
    }

    private static bool Differs(StoredApproval? before, ApprovalState listed, string fingerprint) => before switch
    {
        null => listed is ApprovalState.Pending,
        { IsUnderWay: true } => false, // ends by its own answer
        _ => before.State != listed || before.Fingerprint != fingerprint,
    };

    // Whom the list of members did not have when the task was read: nothing in the task says that it has them now.
    private static async Task<bool> HasOwnerReturnedAsync(
        Organization organization, StoredApproval? before, CancellationToken cancellationToken)
    {
        if (before is not { State: ApprovalState.Pending })
            return false;

        try
        {
            foreach (var owner in before.Former)
            {
                if (await organization.Members.HasReturnedAsync(owner, cancellationToken))
                    return true;
            }
        }
        catch (TallyfyException)
        {
            // The next sweep asks again.
        }

        return false;
    }

    /// <summary>A run that is gone lists nothing: what we hold of it is then read on its own.</summary>
    private static async Task<IReadOnlyList<TallyfyTask>> ListAsync(
        Organization organization, string run, UnreadRows unread, CancellationToken cancellationToken)
    {
        var filter = new TaskFilter { Includes = TaskIncludes.Run };

        try
        {
            return await organization.ServiceClient
                .ListRunTasksAsync(organization.Id, run, filter, unread, cancellationToken)
                .ToListAsync(cancellationToken);
        }
        catch (TallyfyException e) when (e.Kind is TallyfyErrorKind.NotFound)
        {
            return [];
        }
    }

    private static string Mark(TallyfyTask task, DateTimeOffset now) => string.Join('|', [
        task.LastUpdated?.ToUnixTimeMilliseconds().ToString((IFormatProvider?)null),
        task.Deadline?.ToUnixTimeMilliseconds().ToString((IFormatProvider?)null),
        string.Join(',', task.Owners.Users),
        string.Join(',', task.Owners.Groups),
        FindBlockReason.KindOf(task, now)?.ToString(),
        task.Title,
        .. task.Unread,
    ]);
}
