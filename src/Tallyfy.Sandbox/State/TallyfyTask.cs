using System.Text.Json;

namespace Tallyfy.Sandbox.State;

/// <summary>A task of a process, or a standalone one when it has no run.</summary>
internal sealed class TallyfyTask
{
    public required string Id { get; init; }

    public required int IncrementId { get; init; }

    public required string Title { get; set; }

    public string? Summary { get; set; }

    public Run? Run { get; init; }

    public TemplateStep? Step { get; init; }

    public string TaskType { get; init; } = TaskTypes.Task;

    public required Owners Owners { get; set; }

    public Dictionary<string, JsonElement> Answers { get; } = [];

    public List<TaskThread> Threads { get; } = [];

    public required int StarterId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset LastUpdated { get; set; }

    public required DateTimeOffset Deadline { get; set; }

    public DateTimeOffset? StartedAt { get; init; }

    public DateTimeOffset? ArchivedAt { get; set; }

    public bool IsHidden { get; set; }

    public bool IsReopened { get; set; }

    public bool EveryoneMustComplete { get; init; }

    public bool CanCompleteOnlyAssignees { get; init; }

    public bool IsTopSecret { get; init; }

    public string? Webhook { get; set; }

    /// <summary>Who has acted so far on a task that everyone must complete, and how.</summary>
    public Dictionary<int, bool?> Votes { get; } = [];

    public TaskCompletion? Completion { get; set; }

    public bool IsApproval => TaskType == TaskTypes.Approval;

    public bool IsCompleted => Completion is not null;

    public bool HasOpenIssue => Threads.Exists(thread => thread.IsOpenIssue);

    public IReadOnlyList<FormField> Fields => Step?.Fields ?? [];

    public IEnumerable<FormField> MissingFields =>
        Fields.Where(asked => asked.Required && !(Answers.TryGetValue(asked.Id, out var answer) && IsGiven(answer)));

    private static bool IsGiven(JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => answer.GetString() is { Length: > 0 },
        JsonValueKind.Array => answer.GetArrayLength() > 0,
        _ => true,
    };
}

/// <summary>How a task ended: under whose name, and with whose token.</summary>
internal sealed record TaskCompletion(DateTimeOffset At, int CompleterId, int SignedBy, bool? IsApproved);
