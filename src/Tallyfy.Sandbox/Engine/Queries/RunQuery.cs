using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Queries;

/// <summary>The filters of the list of processes (docs/tallyfy-facts.md 10).</summary>
internal sealed record RunQuery
{
    public string? Status { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<int> Owners { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public string? TaskStatus { get; init; }

    public string? ChecklistId { get; init; }

    public string? Type { get; init; }

    public string? Tag { get; init; }

    public bool? IsStarred { get; init; }

    public string? Sort { get; init; }

    public IEnumerable<Run> Apply(
        IEnumerable<Run> runs, SandboxState state, SandboxOptions options, DateTimeOffset now)
    {
        var tasks = TaskStatus is null ? null : new TaskQuery { Status = TaskStatus };
        var found = runs.Where(run =>
            HasStatus(run, now)
            && (Text is null || run.Name.Contains(Text, StringComparison.OrdinalIgnoreCase))
            && (Owners.Count == 0 || run.Tasks.Exists(task => task.Owners.Users.Any(Owners.Contains)))
            && (Groups.Count == 0 || run.Tasks.Exists(task => task.Owners.Groups.Any(Groups.Contains)))
            && (tasks is null || tasks.Apply(run.Tasks, state, options, now).Any())
            && (ChecklistId is null || run.Template.Id == ChecklistId)
            && Type is (null or "procedure")
            && (Tag is null || run.Tags.Contains(Tag))
            && (IsStarred is not { } starred || run.IsStarred == starred));

        return Sort switch
        {
            "created_at" => found.OrderBy(run => run.CreatedAt),
            "-created_at" => found.Reverse().OrderByDescending(run => run.CreatedAt),
            "name" => found.OrderBy(run => run.Name, StringComparer.OrdinalIgnoreCase),
            "-name" => found.OrderByDescending(run => run.Name, StringComparer.OrdinalIgnoreCase),
            _ => found,
        };
    }

    /// <summary>Archived ones are listed only when asked for; "problem" finds issues of the process too.</summary>
    private bool HasStatus(Run run, DateTimeOffset now) =>
        (Status == "archived") == run.ArchivedAt.HasValue && Status switch
        {
            "active" => run.Status == "active",
            "complete" => run.Status == "complete",
            "problem" => run.HasProblem || run.HasOpenIssue,
            "issue" => run.HasOpenIssue,
            "improvement" => run.Tasks.SelectMany(task => task.Threads).Concat(run.Threads)
                .Any(thread => thread.Label == "improvement"),
            "delayed" => run.LateTasks(now) > 0,
            "starred" => run.IsStarred,
            _ => true,
        };
}
