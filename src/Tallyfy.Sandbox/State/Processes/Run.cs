using System.Text.Json;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>One process, launched from a template.</summary>
internal sealed class Run
{
    public required string Id { get; init; }

    public required int IncrementId { get; init; }

    /// <summary>No process anybody launched: it holds one-off tasks, and no list shows it (19.8, C31).</summary>
    public bool IsContainer { get; init; }

    public required Template Template { get; init; }

    public required string Name { get; set; }

    public string? Summary { get; set; }

    public required int StartedBy { get; init; }

    public int OwnerId
    {
        get => field == 0 ? StartedBy : field;
        set;
    }

    public required DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset LastUpdated { get; set; }

    public DateTimeOffset? ArchivedAt { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public bool IsStarred { get; set; }

    public bool IsPublic { get; set; }

    public string? ParentId { get; init; }

    public IReadOnlyList<int> Users { get; set; } = [];

    public IReadOnlyList<string> Groups { get; set; } = [];

    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>Who may look at it; everybody when it is not restricted.</summary>
    public IReadOnlyList<int>? Viewers { get; set; }

    /// <summary>The answers of the kick-off form, by field.</summary>
    public Dictionary<string, JsonElement> Prerun { get; } = [];

    public List<TallyfyTask> Tasks { get; } = [];

    public List<TaskThread> Threads { get; } = [];

    public HashSet<string> FiredRules { get; } = [];

    public bool IsCompleted => Tasks.Count > 0 && Tasks.TrueForAll(task => task.IsCompleted || task.IsHidden);

    /// <summary>Whether its kick-off form has every answer it demands; it is filled in by whoever launches.</summary>
    public bool IsKickedOff => !Template.KickOff.Any(asked => asked.IsMissing(Prerun));

    public DateTimeOffset? DueDate => Tasks.Count == 0 ? null : Tasks.Max(task => task.Deadline);

    public bool HasProblem => Tasks.Exists(task => task.HasOpenIssue);

    /// <summary>An issue of the process itself: none of its tasks can change while it is open.</summary>
    public bool HasOpenIssue => Threads.Exists(thread => thread.IsOpenIssue);

    public string Status => this switch
    {
        { ArchivedAt: not null } => "archived",
        { HasOpenIssue: true } => "issue",
        { HasProblem: true } => "problem",
        { IsCompleted: true } => "complete",
        _ => "active",
    };

    public int LateTasks(DateTimeOffset now) =>
        Tasks.Count(task => task is { IsCompleted: false, IsHidden: false } && task.Deadline < now);
}
