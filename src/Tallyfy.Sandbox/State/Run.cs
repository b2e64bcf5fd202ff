using System.Text.Json;

namespace Tallyfy.Sandbox.State;

/// <summary>One process, launched from a template.</summary>
internal sealed class Run
{
    public required string Id { get; init; }

    public required int IncrementId { get; init; }

    public required Template Template { get; init; }

    public required string Name { get; init; }

    public string? Summary { get; init; }

    public required int StartedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdated { get; set; }

    /// <summary>The answers of the kick-off form, by field.</summary>
    public Dictionary<string, JsonElement> Prerun { get; } = [];

    public List<TallyfyTask> Tasks { get; } = [];

    public bool IsCompleted => Tasks.Count > 0 && Tasks.TrueForAll(task => task.IsCompleted || task.IsHidden);

    public bool HasProblem => Tasks.Exists(task => task.HasOpenIssue);

    public string Status => this switch
    {
        { HasProblem: true } => "problem",
        { IsCompleted: true } => "complete",
        _ => "active",
    };
}
