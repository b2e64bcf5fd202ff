namespace Tallyfy.Sandbox.State;

/// <summary>Everything that happened, in order. Whoever adds holds the state's gate, so listeners must be quick.</summary>
internal sealed class EventLog
{
    private readonly List<SandboxEvent> events = [];

    public event Action<SandboxEvent>? Added;

    public IReadOnlyList<SandboxEvent> All => events;

    public void Add(SandboxEvent happened)
    {
        events.Add(happened);
        Added?.Invoke(happened);
    }
}
