using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

/// <summary>What a search found, one list for each kind that was asked for.</summary>
internal sealed record SearchJson
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListJson<FoundJson>? Task { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListJson<FoundJson>? Process { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ListJson<FoundJson>? Blueprint { get; init; }
}

internal sealed record FoundJson(string Id, string Name, string Type);

/// <summary>How many tasks of a process are in which state.</summary>
internal sealed record TasksMetaJson(int Total, int Completed, int Active, int Hidden, int Overdue);
