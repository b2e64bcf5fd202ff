namespace Tallyfy.Sandbox.State.Processes;

internal sealed class Runs
{
    private readonly Dictionary<string, Run> byId = [];
    private readonly List<Run> inOrder = [];

    public IReadOnlyList<Run> All => inOrder;

    public void Add(Run run)
    {
        byId.Add(run.Id, run);
        inOrder.Add(run);
    }

    public void Remove(Run run)
    {
        byId.Remove(run.Id);
        inOrder.Remove(run);
    }

    public Run? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);
}
