using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.State;

/// <summary>Everything the sandbox knows. Whoever reads or changes it holds the gate.</summary>
internal sealed class SandboxState
{
    private int increments = 1041;

    public Lock Gate { get; } = new();

    public required Organization Organization { get; init; }

    public required ApplicationClient Client { get; init; }

    public People People { get; } = new();

    public AccessTokens Tokens { get; } = new();

    public AccessTokens RefreshTokens { get; } = new();

    public AuthorizationCodes AuthorizationCodes { get; } = new();

    public List<Watcher> Watchers { get; } = [];

    public StoredFiles Files { get; } = new();

    public List<Template> Templates { get; } = [];

    public Runs Runs { get; } = new();

    public TaskBoard Tasks { get; } = new();

    public EventLog Events { get; } = new();

    public static string NewId() => Guid.NewGuid().ToString("N");

    public int NextIncrement() => ++increments;
}
