using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>All tasks by id, by owner and in the order they came.</summary>
internal sealed class TaskBoard
{
    private static readonly Comparer<TallyfyTask> AsTheyCame =
        Comparer<TallyfyTask>.Create((one, other) => one.IncrementId.CompareTo(other.IncrementId));

    private readonly Dictionary<string, TallyfyTask> byId = [];
    private readonly List<TallyfyTask> inOrder = [];
    private readonly Dictionary<string, SortedSet<TallyfyTask>> byOwner = [];
    private readonly HashSet<TallyfyTask> expiring = [];

    public IReadOnlyList<TallyfyTask> All => inOrder;

    /// <summary>Those that end by themselves at their deadline.</summary>
    public IReadOnlyCollection<TallyfyTask> Expiring => expiring;

    public void Add(TallyfyTask task)
    {
        byId.Add(task.Id, task);
        inOrder.Add(task);
        task.Run?.Tasks.Add(task);
        if (task.IsExpiring)
            expiring.Add(task);

        Index(task, task.Owners);
        task.Reassigned = (reassigned, before) =>
        {
            Forget(reassigned, before);
            Index(reassigned, reassigned.Owners);
        };
    }

    /// <summary>An update may make it one that expires, or no longer one.</summary>
    public void Retype(TallyfyTask task, string type)
    {
        task.TaskType = type;
        expiring.Remove(task);
        if (task.IsExpiring)
            expiring.Add(task);
    }

    public void Remove(TallyfyTask task)
    {
        task.Reassigned = null;
        Forget(task, task.Owners);
        byId.Remove(task.Id);
        inOrder.Remove(task);
        expiring.Remove(task);
        task.Run?.Tasks.Remove(task);
    }

    public TallyfyTask? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    /// <summary>The tasks any of these own, in the order they came.</summary>
    public IEnumerable<TallyfyTask> OwnedBy(Owners owners)
    {
        var sets = Keys(owners).Select(key => byOwner.GetValueOrDefault(key)).OfType<SortedSet<TallyfyTask>>().ToList();
        return sets is [var only] ? only : sets.SelectMany(set => set).Distinct().Order(AsTheyCame);
    }

    private static IEnumerable<string> Keys(Owners owners) =>
    [
        .. owners.Users.Select(id => $"user {id}"),
        .. owners.Groups.Select(id => $"group {id}"),
        .. owners.Guests.Select(email => $"guest {email.ToUpperInvariant()}"),
    ];

    private void Index(TallyfyTask task, Owners owners)
    {
        foreach (var key in Keys(owners))
        {
            if (!byOwner.TryGetValue(key, out var owned))
                byOwner[key] = owned = new SortedSet<TallyfyTask>(AsTheyCame);
            owned.Add(task);
        }
    }

    private void Forget(TallyfyTask task, Owners owners)
    {
        foreach (var key in Keys(owners))
            byOwner.GetValueOrDefault(key)?.Remove(task);
    }
}
