namespace Tallyfy.Bot.Approvals;

/// <summary>
/// What keeps an approval from being decided, for people to read. Words are somebody's own, untrusted.
/// </summary>
internal sealed record BlockReason(BlockReasonKind Kind)
{
    /// <summary>The text of the issue.</summary>
    public string? Words { get; init; }

    /// <summary>Full name of whoever raised the issue, when Tallyfy says.</summary>
    public string? By { get; init; }

    /// <summary>When it starts.</summary>
    public DateTimeOffset? At { get; init; }
}

internal enum BlockReasonKind
{
    /// <summary>An open issue on the task.</summary>
    Issue,

    /// <summary>An open issue on the whole process, which keeps all its tasks from changing.</summary>
    ProcessIssue,

    /// <summary>A rule of the process hides it.</summary>
    Hidden,

    NotStarted,

    /// <summary>Tallyfy says that it cannot be completed now, and not why.</summary>
    NotCompletable,

    Archived,

    /// <summary>Deleted, or not visible to us any more.</summary>
    Missing,
}
