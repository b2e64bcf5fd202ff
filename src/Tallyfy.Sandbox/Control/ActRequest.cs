using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Control;

/// <summary>The body of /_sandbox/tasks/{task}/complete, /reopen and /archive: who acts, and how.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ActRequest
{
    public string? As { get; init; }

    public bool? IsApproved { get; init; }
}

/// <summary>The body of PUT /_sandbox/tasks/{task}; what is left out stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record EditRequest
{
    public string? Title { get; init; }

    public string? Description { get; init; }

    public IReadOnlyList<string>? Assignees { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }

    public bool? Hidden { get; init; }

    /// <summary>Answers by field id or alias; null empties one.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }
}
