using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Control;

/// <summary>The body of POST /_sandbox/launch.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record LaunchRequest
{
    public string? Template { get; init; }

    public IReadOnlyList<string>? Assignees { get; init; }

    public IReadOnlyList<string>? Groups { get; init; }

    public string? Title { get; init; }

    public string? Description { get; init; }

    public string? LaunchedBy { get; init; }

    /// <summary>Answers of the approval's form, by the alias of the field.</summary>
    public IReadOnlyDictionary<string, JsonElement>? Answers { get; init; }

    public bool Standalone { get; init; }

    public bool EveryoneMustComplete { get; init; }

    public bool CanCompleteOnlyAssignees { get; init; }
}

internal sealed record LaunchedJson(string? RunId, string TaskId, string Title);
