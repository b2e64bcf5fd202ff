using Tallyfy.Sandbox.State.Members;
using Tallyfy.Sandbox.State.Templates;

namespace Tallyfy.Sandbox.State.Processes;

/// <summary>What the activity feed calls what happened (docs/tallyfy-facts.md 13).</summary>
internal enum EventVerb
{
    Created,
    Updated,
    OwnersUpdated,
    Uploaded,
    Completed,
    ReOpened,
    Deleted,
    Archived,
    Unarchived,
    Commented,
    CommentDeleted,
    IssueReported,
    IssueResolved,
    Emitted,
    Invited,
    Enabled,
    Disabled,
}

/// <summary>Something happened to a task, a process or a thread: the feed lists it, webhooks tell of it.</summary>
internal sealed record SandboxEvent(EventVerb Verb, DateTimeOffset At)
{
    /// <summary>Whose doing it was; nobody where a rule did it.</summary>
    public Member? Actor { get; init; }

    public TallyfyTask? Task { get; init; }

    /// <summary>The process itself, where it is about no single task.</summary>
    public Run? Run { get; init; }

    public TaskThread? Thread { get; init; }

    /// <summary>The member it is about, where it is about no task and no process.</summary>
    public Member? Member { get; init; }

    public Group? Group { get; init; }

    /// <summary>What was changed, where it is about one field, with its values as text.</summary>
    public string? Field { get; init; }

    public string? OldValue { get; init; }

    public string? NewValue { get; init; }
}
