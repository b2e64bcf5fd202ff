using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Asks Tallyfy for what stands behind an approval: the tasks of its run, or the task alone, and the groups that own
/// them. With the person's own token Tallyfy's permissions hold. Whoever waits for it waits a moment only.
/// </summary>
internal sealed partial class ReadBackground(TimeProvider time, ILogger<ReadBackground> logger)
{
    /// <summary>Beside the list of members and a minted token, which are kept for everybody and for later.</summary>
    private const int MostRequests = 2;

    /// <summary>What comes in one request.</summary>
    private const int MostTasks = 100;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2.5);

    public async Task<BackgroundReading> ExecuteAsync(
        StoredApproval approval, Actor actor, TallyfyMember member, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);

        var organization = actor.Organization;
        var reader = organization.SignsAsActor
            ? await TryAsync(
                approval, () => organization.FindActorClientAsync(member.Id, member.Email, either.Token))
            : organization.ServiceClient;

        return reader is null
            ? new BackgroundReading { State = BackgroundState.NotReadNow }
            : await ReadAsync(approval, organization, reader, either.Token);
    }

    private async Task<BackgroundReading> ReadAsync(
        StoredApproval approval, Organization organization, TallyfyClient reader, CancellationToken cancellationToken)
    {
        var requests = approval.Run is null ? 0 : 1;
        var reading = await ListAsync(approval, organization, reader, cancellationToken);

        if (reading.State is BackgroundState.NotReadNow)
            return reading; // nor is anything else

        var task = reading.Tasks.FirstOrDefault(one => one.Id == approval.Key.Task);

        if (task is null)
        {
            requests++;
            task = await TryAsync(
                approval,
                () => reader.FindTaskAsync(
                    organization.Id, approval.Key.Task, TaskIncludes.Assets, cancellationToken));
        }

        List<TallyfyTask> all = task is null ? [.. reading.Tasks] : [task, .. reading.Tasks];
        List<string> groups = [.. all.SelectMany(one => one.Owners.Groups).Distinct()];

        return reading with
        {
            Task = task,
            Groups = groups.Count == 0 ? []
                : requests == MostRequests ? null
                : await TryAsync(approval, () => organization.Members.ListGroupsAsync(groups, cancellationToken)!),
            Members = await TryAsync(approval, () => FindMembersAsync(all, organization, cancellationToken)!)
                ?? new Dictionary<long, TallyfyMember>(),
        };
    }

    private async Task<BackgroundReading> ListAsync(
        StoredApproval approval, Organization organization, TallyfyClient reader, CancellationToken cancellationToken)
    {
        if (approval.Run is null)
            return new BackgroundReading { State = BackgroundState.Known };

        var unread = new UnreadRows();
        var tasks = new List<TallyfyTask>();
        var filter = new TaskFilter
        {
            Includes = TaskIncludes.Run | TaskIncludes.Threads | TaskIncludes.Assets,
            Sort = "position",
        };

        try
        {
            await foreach (var task in reader.ListRunTasksAsync(
                organization.Id, approval.Run, filter, unread, cancellationToken))
            {
                tasks.Add(task);

                if (tasks.Count + unread.Ids.Count >= MostTasks)
                    break; // the next one would be another request
            }
        }
        catch (TallyfyException e) when (organization.SignsAsActor && SaysNo(e))
        {
            return new BackgroundReading { State = BackgroundState.NotReadable };
        }
        catch (Exception e) when (e is TallyfyException or OperationCanceledException)
        {
            LogNotRead(approval.Key.Task, e.GetType().Name);
            return new BackgroundReading { State = BackgroundState.NotReadNow };
        }

        var isWhole = unread.Ids.Count == 0
            && tasks.Count < MostTasks
            && tasks.TrueForAll(one => one.Unread.Count == 0 || one.Id == approval.Key.Task);
        return new BackgroundReading
        {
            State = isWhole ? BackgroundState.Known : BackgroundState.SomeUnread,
            Tasks = tasks,
        };
    }

    private static bool SaysNo(TallyfyException refused) =>
        refused.Kind is TallyfyErrorKind.Forbidden or TallyfyErrorKind.NotFound;

    private static async Task<Dictionary<long, TallyfyMember>> FindMembersAsync(
        IEnumerable<TallyfyTask> tasks, Organization organization, CancellationToken cancellationToken)
    {
        var members = new Dictionary<long, TallyfyMember>();

        foreach (var user in tasks
            .SelectMany(task => task.Owners.Users.Append(task.CompleterId ?? 0))
            .Distinct()
            .Where(user => user != 0))
        {
            if (await organization.Members.FindReadableAsync(user, cancellationToken) is { } member)
                members[user] = member;
        }

        return members;
    }

    private async Task<T?> TryAsync<T>(StoredApproval approval, Func<Task<T?>> readAsync)
        where T : class
    {
        try
        {
            return await readAsync();
        }
        catch (Exception e) when (e is TallyfyException or OperationCanceledException)
        {
            LogNotRead(approval.Key.Task, e.GetType().Name);
            return null;
        }
    }

    [LoggerMessage(
        LogLevel.Information, "What stands behind {Task} could not be read ({Failure}); its card says less")]
    private partial void LogNotRead(string task, string failure);
}
