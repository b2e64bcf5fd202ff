using System.Text.Json.Serialization;
using Tallyfy.Client.Json;
using Tallyfy.Client.People;

namespace Tallyfy.Client.Tasks;

/// <summary>What Tallyfy says after a completion: a full task, a few facts or nothing at all.</summary>
public sealed record CompletedTask
{
    /// <summary>Tallyfy's id of the task.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Tallyfy's word for its state; null when the answer was empty.</summary>
    public string? Status { get; init; }

    /// <summary>When it was completed; null when the task stays open or the answer does not say.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>Id of the member recorded as completer.</summary>
    [JsonConverter(typeof(MemberIdConverter))]
    public long? CompleterId { get; init; }

    /// <summary>How many of those who must have completed it; null when the answer does not say.</summary>
    public TallyfyProgress? CompletionProgress { get; init; }

    /// <summary>The verdict Tallyfy recorded; null when the answer does not carry it.</summary>
    public bool? IsApproved { get; init; }

    /// <summary>Tasks that Tallyfy's rules showed, hid, reopened or otherwise changed because of it.</summary>
    [JsonConverter(typeof(ChangedTasksConverter)), JsonPropertyName("tasks_changed_by_rules")]
    public IReadOnlyList<ChangedTask> ChangedByRules { get => field ?? []; init; }
}

/// <summary>What Tallyfy says after a reopening: a full task, a few facts or nothing at all.</summary>
public sealed record ReopenedTask
{
    /// <summary>Tallyfy's id of the task.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Tallyfy's word for its state; null when the answer was empty.</summary>
    public string? Status { get; init; }

    /// <summary>Tasks that Tallyfy's rules showed, hid, reopened or otherwise changed because of it.</summary>
    [JsonConverter(typeof(ChangedTasksConverter)), JsonPropertyName("tasks_changed_by_rules")]
    public IReadOnlyList<ChangedTask> ChangedByRules { get => field ?? []; init; }
}

/// <summary>A task that Tallyfy's rules changed; beyond the id it has what the answer says and we understand.</summary>
public sealed record ChangedTask
{
    /// <summary>Tallyfy's id of the task.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its title.</summary>
    public string? Title { get; init; }

    /// <summary>Tallyfy's word for its new state.</summary>
    public string? Status { get; init; }

    /// <summary>Its type, the way a task has one.</summary>
    public string? TaskType { get; init; }

    /// <summary>When it is due now.</summary>
    public DateTimeOffset? Deadline { get; init; }

    /// <summary>Who it is assigned to now.</summary>
    public TallyfyOwners? Owners { get; init; }

    /// <summary>True when rules hid it.</summary>
    [JsonIgnore]
    public bool IsHidden => TallyfyStatus.IsHidden(Status);

    /// <summary>True when it counts as done.</summary>
    [JsonIgnore]
    public bool IsDone => Status is not null && TallyfyStatus.IsDone(Status);
}
