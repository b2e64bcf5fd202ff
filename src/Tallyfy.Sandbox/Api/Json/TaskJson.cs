using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>A task on the wire (docs/tallyfy-facts.md 6.3). What must be asked for is left out otherwise.</summary>
internal sealed record TaskJson
{
    public required string Id { get; init; }

    public required int IncrementId { get; init; }

    public required string Title { get; init; }

    public required string OriginalTitle { get; init; }

    public bool AllowGuestOwners { get; init; } = true;

    public string? RunId { get; init; }

    public string? ChecklistId { get; init; }

    public string? LinkedStepId { get; init; }

    public string? StepId { get; init; }

    public string? Alias { get; init; }

    public required IReadOnlyDictionary<string, JsonElement> Taskdata { get; init; }

    public required OwnersJson Owners { get; init; }

    public bool IsCompletable { get; init; } = true;

    public required string Status { get; init; }

    public required string StatusLabel { get; init; }

    public required string TaskType { get; init; }

    public bool? IsApproved { get; init; }

    public int Position { get; init; } = 1;

    public int BlueprintPosition { get; init; } = 1;

    public string? StartedAt { get; init; }

    public required string Deadline { get; init; }

    public required string CreatedAt { get; init; }

    public required string LastUpdated { get; init; }

    public string? ArchivedAt { get; init; }

    public string? CompletedAt { get; init; }

    public required int StarterId { get; init; }

    public int? CompleterId { get; init; }

    public int? CompleterGuestId { get; init; }

    public required bool IsOneoffTask { get; init; }

    public required bool EveryoneMustComplete { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? CompletionProgress { get; init; }

    public bool HasDeadlineDependentChildTasks { get; init; }

    public required bool CanCompleteOnlyAssignees { get; init; }

    public int MaxAssignable { get; init; }

    public string? Webhook { get; init; }

    public bool PreventGuestComment { get; init; }

    public string? StageId { get; init; }

    public required bool Problem { get; init; }

    public bool IsSoftStartDate { get; init; } = true;

    public bool SendChromeless { get; init; }

    public string? RunStatus { get; init; }

    public required bool TopSecret { get; init; }

    public JsonObject CustomFields { get; init; } = [];

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Summary { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? OriginalSummary { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Run { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Step { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? FormFields { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Threads { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? TasksChangedByRules { get; init; }

    /// <summary>The lesser includes: tags, assets, issues, the kick-off form, a count and the empty ones.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Further { get; set; } = [];
}

/// <summary>People are numbers or objects, as the setting says.</summary>
internal sealed record OwnersJson
{
    public required JsonArray Users { get; init; }

    public required IReadOnlyList<string> Guests { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    [JsonPropertyName("taskUrls")]
    public IReadOnlyList<string> TaskUrls { get; init; } = [];
}

internal sealed record OwnerJson(int Id, string FullName, string? ProfilePic);

internal sealed record ChangedTaskJson(string Id, string Title, string Status, string? RunId, string? StepId);

internal sealed record StepJson(string Id, string Title, string Alias, int Position, string TaskType);

internal sealed record FormFieldJson
{
    public required string Id { get; init; }

    public string? StepId { get; init; }

    public required string Label { get; init; }

    public required string Alias { get; init; }

    public required string FieldType { get; init; }

    public required bool Required { get; init; }

    public required int Position { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Guidance { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldOptionJson>? Options { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FieldColumnJson>? Columns { get; init; }

    /// <summary>The answer, under the key the setting names.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Answer { get; } = [];
}

internal sealed record FieldOptionJson(int Id, string Text, string? Value);

internal sealed record FieldColumnJson(int Id, string Label);

internal sealed record ThreadJson
{
    public required string Id { get; init; }

    public required string Content { get; init; }

    public required string Label { get; init; }

    public required string State { get; init; }

    public string? ResolveId { get; init; }

    public required int AuthorId { get; init; }

    public required IReadOnlyList<int> SentTo { get; init; }

    public required string CreatedAt { get; init; }
}
