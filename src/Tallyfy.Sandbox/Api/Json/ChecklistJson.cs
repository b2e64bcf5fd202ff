using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>A template on the wire, as far as launching needs it.</summary>
internal sealed record ChecklistJson
{
    public required string Id { get; init; }

    public required string TimelineId { get; init; }

    public required string Title { get; init; }

    public string? Summary { get; init; }

    public string Type { get; init; } = "procedure";

    public string Status { get; init; } = "published";

    public required int OwnerId { get; init; }

    public required int StepsCount { get; init; }

    public required string CreatedAt { get; init; }

    public required string LastUpdated { get; init; }

    public string? ArchivedAt { get; init; }

    /// <summary>The kick-off form.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<FormFieldJson>? Prerun { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<AutomationJson>? AutomatedActions { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Steps { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Threads { get; init; }
}

internal sealed record TemplateStepJson
{
    public required string Id { get; init; }

    public required string ChecklistId { get; init; }

    public required string Title { get; init; }

    public required string Alias { get; init; }

    public string? Summary { get; init; }

    public required string TaskType { get; init; }

    public required int Position { get; init; }

    public required bool EveryoneMustComplete { get; init; }

    public required bool CanCompleteOnlyAssignees { get; init; }

    public required int MaxAssignable { get; init; }

    public string? Webhook { get; init; }

    public required IReadOnlyList<int> Assignees { get; init; }

    public required IReadOnlyList<string> Guests { get; init; }

    public required IReadOnlyList<string> Groups { get; init; }

    public required IReadOnlyList<FormFieldJson> Captures { get; init; }
}

internal sealed record AutomationJson(
    string Id, string AutomatedAlias, IReadOnlyList<ConditionJson> Conditions, IReadOnlyList<ActionJson> ThenActions);

internal sealed record ConditionJson(
    string? ConditionableId, string ConditionableType, string Operation, string? Statement, string Logic, int Position);

internal sealed record ActionJson(string ActionType, string ActionVerb, string? TargetStepId, int Position);
