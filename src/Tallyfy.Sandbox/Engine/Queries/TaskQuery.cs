using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;
using Tallyfy.Sandbox.State.Processes;

namespace Tallyfy.Sandbox.Engine.Queries;

/// <summary>The filters of a task list (docs/tallyfy-facts.md 6.1), applied in the order the tasks came.</summary>
internal sealed record TaskQuery
{
    public static readonly TimeSpan Soon = TimeSpan.FromHours(24);

    public string? Status { get; init; }

    public string? Text { get; init; }

    public IReadOnlyList<int> Owners { get; init; } = [];

    public IReadOnlyList<string> Groups { get; init; } = [];

    public bool? IsOneOff { get; init; }

    public bool IsUnassigned { get; init; }

    /// <summary>null leaves archived tasks out, "true" adds them, "only" keeps nothing else.</summary>
    public string? Archived { get; init; }

    public string? Sort { get; init; }

    public TaskDates? Dates { get; init; }

    public IReadOnlyList<string> Guests { get; init; } = [];

    public string? Tag { get; init; }

    public IEnumerable<TallyfyTask> Apply(
        IEnumerable<TallyfyTask> tasks, SandboxState state, SandboxOptions options, DateTimeOffset now)
    {
        var ownerGroups = options.GroupTasksByOwner ? GroupsOfOwners(state) : [];
        var found = tasks.Where(task =>
            IsIncluded(task) && HasStatus(task, now) && HasText(task) && HasOwner(task, ownerGroups)
            && (Groups.Count == 0 || task.Owners.Groups.Any(Groups.Contains))
            && (IsOneOff is not { } alone || alone == task.IsOneOff)
            && (!IsUnassigned || task.Owners.AreNobody)
            && (Guests.Count == 0 || task.Owners.Guests.Intersect(Guests, StringComparer.OrdinalIgnoreCase).Any())
            && (Tag is null || task.Tags.Contains(Tag))
            && Dates?.Hold(task) != false);

        return Sort switch
        {
            "deadline" => found.OrderBy(task => task.Deadline),
            "-deadline" => found.OrderByDescending(task => task.Deadline),
            "newest" => found.Reverse(),
            "-newest" => found,
            "-problems" => found.OrderBy(task => task.HasOpenIssue),
            "-completed_newest" => found.OrderBy(task => task.Completion?.At),
            "problems" => found.OrderByDescending(task => task.HasOpenIssue),
            "completed_newest" => found.OrderByDescending(task => task.Completion?.At),
            "position" => found.OrderBy(task => task.Position),
            "-position" => found.OrderByDescending(task => task.Position),
            _ => found,
        };
    }

    private HashSet<string> GroupsOfOwners(SandboxState state) =>
        [.. Owners.SelectMany(owner => state.People.GroupsOf(owner)).Select(group => group.Id)];

    private bool IsIncluded(TallyfyTask task) => Archived switch
    {
        "true" => true,
        "only" => task.IsArchived,
        _ => !task.IsArchived,
    };

    private bool HasStatus(TallyfyTask task, DateTimeOffset now) => Status switch
    {
        "active" or "incomplete" or "inprogress" => !task.IsCompleted,
        "active_visible" or "active-visible" => !task.IsCompleted && !task.IsHidden,
        "complete" or "completed" => task.IsCompleted,
        "overdue" => !task.IsCompleted && task.Deadline < now,
        "due_soon" => !task.IsCompleted && task.Deadline >= now && task.Deadline <= now + Soon,
        "hasproblem" or "has-problem" => task.HasOpenIssue,
        "not-started" => !task.IsCompleted && task.StartedAt > now,
        _ => true,
    };

    private bool HasText(TallyfyTask task) =>
        string.IsNullOrEmpty(Text)
        || task.Title.Contains(Text, StringComparison.OrdinalIgnoreCase)
        || task.Process?.Name.Contains(Text, StringComparison.OrdinalIgnoreCase) == true;

    private bool HasOwner(TallyfyTask task, HashSet<string> ownerGroups) =>
        Owners.Count == 0
        || task.Owners.Users.Any(Owners.Contains)
        || task.Owners.Groups.Any(ownerGroups.Contains);
}
