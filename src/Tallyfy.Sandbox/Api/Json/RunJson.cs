using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record RunJson
{
    public required string Id { get; init; }

    public required int IncrementId { get; init; }

    public required string? ChecklistId { get; init; }

    public required string? ChecklistTitle { get; init; }

    public required string Name { get; init; }

    public string? Summary { get; init; }

    public required string Status { get; init; }

    public required ProgressJson Progress { get; init; }

    public required ProgressJson WholeProgress { get; init; }

    public required int StartedBy { get; init; }

    public required int OwnerId { get; init; }

    public JsonObject Prerun { get; init; } = [];

    public string PrerunStatus { get; init; } = "complete";

    public string? PrerunCompletedAt { get; init; }

    public int? PrerunCompletedBy { get; init; }

    public required int PrerunLength { get; init; }

    public bool Starred { get; init; }

    public required string CreatedAt { get; init; }

    public required string StartedAt { get; init; }

    public required string LastUpdated { get; init; }

    public string? ArchivedAt { get; init; }

    public string? CompletedAt { get; init; }

    public bool HasOpenIssue { get; init; }

    public string Type { get; init; } = "procedure";

    public bool IsPublic { get; init; }

    public IReadOnlyList<int> Users { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public string? DueDate { get; init; }

    public required bool DueDatePassed { get; init; }

    public required bool DueSoon { get; init; }

    public required int LateTasks { get; init; }

    public string? MaxTaskDeadline { get; init; }

    public IReadOnlyList<int> Collaborators { get; init; } = [];

    public string? ParentId { get; init; }

    public bool CanAddOot { get; init; } = true;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Tasks { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Checklist { get; init; }

    /// <summary>What else was asked for by with=.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement> Further { get; set; } = [];
}

internal sealed record ProgressJson(int Complete, int Total, int Percent)
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Approved { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Rejected { get; init; }
}

internal sealed record RunFieldsJson(IReadOnlyList<RunFieldJson> FormFields, IReadOnlyList<RunFieldJson> KoFormFields);

internal sealed record RunFieldJson
{
    public required string Id { get; init; }

    public required string FieldType { get; init; }

    public required string Label { get; init; }

    public required string Alias { get; init; }

    public IReadOnlyList<FieldOptionJson>? Options { get; init; }

    public IReadOnlyList<FieldColumnJson>? Columns { get; init; }

    public string? TaskId { get; init; }

    public required bool Required { get; init; }

    public string? UniqueId { get; init; }
}
