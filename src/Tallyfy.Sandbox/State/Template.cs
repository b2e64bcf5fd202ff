using System.Text.Json;

namespace Tallyfy.Sandbox.State;

/// <summary>What a process is launched from. Its id is the timeline id of Tallyfy.</summary>
internal sealed record Template
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required int OwnerId { get; init; }

    public required IReadOnlyList<TemplateStep> Steps { get; init; }

    /// <summary>The fields somebody fills in to launch it.</summary>
    public IReadOnlyList<FormField> KickOff { get; init; } = [];

    /// <summary>Told of every launch, every completed task and every completed process.</summary>
    public string? Webhook { get; init; }

    public TemplateStep ApprovalStep => Steps.First(step => step.TaskType == TaskTypes.Approval);
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

    public string? Webhook { get; init; }
}

/// <summary>A form field of a step; <c>Sample</c> is the answer a launched process starts with.</summary>
internal sealed record FormField
{
    public required string Id { get; init; }

    public required string Label { get; init; }

    public required string Alias { get; init; }

    public required string FieldType { get; init; }

    public bool Required { get; init; }

    public int Position { get; init; } = 1;

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    public JsonElement? Sample { get; init; }
}

internal sealed record FieldOption(int Id, string Text);
