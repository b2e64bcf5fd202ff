using Tallyfy.Sandbox.State.Forms;
using Tallyfy.Sandbox.State.Members;

namespace Tallyfy.Sandbox.State.Templates;

/// <summary>What a process is launched from. Its id is the timeline id of Tallyfy.</summary>
internal sealed record Template
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    public required int OwnerId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? ArchivedAt { get; init; }

    public required IReadOnlyList<TemplateStep> Steps { get; init; }

    /// <summary>The fields somebody fills in to launch it.</summary>
    public IReadOnlyList<FormField> KickOff { get; init; } = [];

    /// <summary>Told of every launch, every completed task and every completed process.</summary>
    public string? Webhook { get; init; }

    public IReadOnlyList<Rule> Rules { get; init; } = [];

    public List<TaskThread> Threads { get; } = [];

    public TemplateStep? ApprovalStep => Steps.FirstOrDefault(step => step.TaskType == TaskTypes.Approval);

    /// <summary>A step that some rule shows is hidden until it does.</summary>
    public bool StartsHidden(TemplateStep step) =>
        Rules.Any(rule => rule.Actions.Any(action => action.Shows && action.StepId == step.Id));
}

internal sealed record TemplateStep
{
    public required string Id { get; init; }

    public required string Alias { get; init; }

    public required string Title { get; init; }

    public string TaskType { get; init; } = TaskTypes.Task;

    public required int Position { get; init; }

    public string? Summary { get; init; }

    public IReadOnlyList<FormField> Fields { get; init; } = [];

    /// <summary>Who gets it unless the launch says otherwise; the launcher when nobody is named.</summary>
    public Owners Owners { get; init; } = new();

    public TimeSpan DueIn { get; init; } = TimeSpan.FromDays(5);

    public bool EveryoneMustComplete { get; init; }

    public bool CanCompleteOnlyAssignees { get; init; }

    public int MaxAssignable { get; init; }

    public string? Webhook { get; init; }
}
