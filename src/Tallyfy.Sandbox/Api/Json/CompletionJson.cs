using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>The documented excerpt that a completion answers.</summary>
internal sealed record CompletedTaskJson
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Status { get; init; }

    public string? CompletedAt { get; init; }

    public int? CompleterId { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? CompletionProgress { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? TasksChangedByRules { get; init; }
}

internal sealed record ReopenedTaskJson
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Status { get; init; }

    public string? CompletedAt { get; init; }

    public int? CompleterId { get; init; }

    public int? CompleterGuestId { get; init; }

    public bool? IsApproved { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? TasksChangedByRules { get; init; }
}
