using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Tasks;

/// <summary>A one-off task as somebody asks for it.</summary>
internal sealed record NewTask
{
    public required string Title { get; init; }

    public required string TaskType { get; init; }

    public required Owners Owners { get; init; }

    public required DateTimeOffset Deadline { get; init; }

    public string? Summary { get; init; }

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Puts it into a process beside the steps of that.</summary>
    public Run? Run { get; init; }

    public bool IsSeparateForEach { get; init; }

    public bool EveryoneMustComplete { get; init; }

    public bool CanCompleteOnlyAssignees { get; init; }

    public bool PreventGuestComment { get; init; }

    public bool IsTopSecret { get; init; }

    public int MaxAssignable { get; init; }

    public string? Webhook { get; init; }

    public IReadOnlyList<string> Tags { get; init; } = [];

    public IReadOnlyList<FormField> Fields { get; init; } = [];
}
