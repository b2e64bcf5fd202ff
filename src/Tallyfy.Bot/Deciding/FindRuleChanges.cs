using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What Tallyfy's rules did after a decision: the tasks it names in its answer, compared with how they were before.
/// It is said on the card and decides nothing, so a read that fails or takes long only makes it less precise.
/// </summary>
internal sealed partial class FindRuleChanges(TimeProvider time, ILogger<FindRuleChanges> logger)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1.5);

    /// <summary>The tasks of the run as they are now; empty when they could not be read.</summary>
    public async Task<IReadOnlyDictionary<string, TallyfyTask>> ReadAsync(
        Organization organization, string? run, CancellationToken cancellationToken)
    {
        if (run is null)
            return new Dictionary<string, TallyfyTask>();

        using var patience = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, cancellationToken);

        try
        {
            return await organization.ServiceClient.ListRunTasksAsync(
                organization.Id, run, new TaskFilter(), either.Token)
                .ToDictionaryAsync(task => task.Id, cancellationToken: either.Token);
        }
        catch (Exception e) when (e is TallyfyException or OperationCanceledException)
        {
            LogNotRead(run, e.GetType().Name);
            return new Dictionary<string, TallyfyTask>();
        }
    }

    public async Task<IReadOnlyList<RuleChange>> ExecuteAsync(
        Organization organization,
        string? run,
        IReadOnlyDictionary<string, TallyfyTask> before,
        IReadOnlyList<ChangedTask> changed,
        CancellationToken cancellationToken)
    {
        if (changed.Count == 0)
            return [];

        var after = await ReadAsync(organization, run, cancellationToken);
        var changes = new List<RuleChange>();

        foreach (var task in changed)
            changes.Add(await DescribeAsync(
                task,
                before.GetValueOrDefault(task.Id),
                after.GetValueOrDefault(task.Id),
                organization,
                cancellationToken));

        return changes;
    }

    private static async Task<RuleChange> DescribeAsync(
        ChangedTask task,
        TallyfyTask? before,
        TallyfyTask? after,
        Organization organization,
        CancellationToken cancellationToken)
    {
        var title = after?.Title ?? task.Title ?? before?.Title ?? "";

        if (after is null)
            return new RuleChange(RuleEffect.Changed, title) { Task = task.Id };

        return new RuleChange(EffectOf(before, after), title)
        {
            Task = task.Id,
            For = await NamesAsync(after.Owners, organization, cancellationToken),
            Deadline = after.Deadline,
        };
    }

    private static RuleEffect EffectOf(TallyfyTask? before, TallyfyTask after) => (before, after) switch
    {
        (_, { IsHidden: true }) => RuleEffect.Hidden,
        (null, _) => RuleEffect.Changed,
        ({ IsHidden: true }, _) => RuleEffect.Opened,
        ({ IsDone: true }, { IsDone: false }) => RuleEffect.Reopened,
        _ when !AreSame(before.Owners, after.Owners) => RuleEffect.Reassigned,
        _ when before.Deadline != after.Deadline => RuleEffect.DeadlineMoved,
        _ => RuleEffect.Changed,
    };

    private static bool AreSame(TallyfyOwners one, TallyfyOwners other) =>
        one.Users.ToHashSet().SetEquals(other.Users)
        && one.Groups.ToHashSet().SetEquals(other.Groups)
        && one.Guests.ToHashSet().SetEquals(other.Guests);

    private static async Task<IReadOnlyList<string>> NamesAsync(
        TallyfyOwners owners, Organization organization, CancellationToken cancellationToken)
    {
        var names = new List<string>();

        try
        {
            foreach (var user in owners.Users)
            {
                if (await organization.Members.FindAsync(user, cancellationToken) is { } member)
                    names.Add(member.FullName);
            }

            names.AddRange((await organization.Members.ListGroupsAsync(owners.Groups, cancellationToken))
                .Select(group => group.Name));
        }
        catch (TallyfyException)
        {
            // Who it is, is a courtesy; the decision stands without it.
        }

        return [.. names, .. owners.Guests];
    }

    [LoggerMessage(
        LogLevel.Information,
        "The tasks of run {Run} could not be read ({Failure}); what rules changed is said less precisely")]
    private partial void LogNotRead(string run, string failure);
}
