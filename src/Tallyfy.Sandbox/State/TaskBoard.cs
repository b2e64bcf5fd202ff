namespace Tallyfy.Sandbox.State;

/// <summary>All tasks by id and in the order they came.</summary>
internal sealed class TaskBoard
{
    private readonly Dictionary<string, TallyfyTask> byId = [];
    private readonly List<TallyfyTask> inOrder = [];

    public IReadOnlyList<TallyfyTask> All => inOrder;

    public void Add(TallyfyTask task)
    {
        byId.Add(task.Id, task);
        inOrder.Add(task);
        task.Run?.Tasks.Add(task);
    }

    public TallyfyTask? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);
}
