using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Control;

/// <summary>The body of /_sandbox/tasks/{task}/comment, /problem and /resolve: who writes what.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SpeakRequest
{
    public string? As { get; init; }

    public string? Content { get; init; }

    /// <summary>Of the task's whole process, not of the task alone.</summary>
    public bool OnProcess { get; init; }

    /// <summary>Which issue is resolved; the first open one when left out.</summary>
    public string? ThreadId { get; init; }
}

/// <summary>The body of PUT /_sandbox/runs/{run}: who may look at the process, everybody when null.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RestrictRequest
{
    public IReadOnlyList<string>? Viewers { get; init; }
}
