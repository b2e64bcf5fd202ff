namespace Tallyfy.Bot.Approvals;

/// <summary>One thing that Tallyfy's rules did to another task after a decision. The title is untrusted.</summary>
internal sealed record RuleChange(RuleEffect Effect, string Title)
{
    /// <summary>Its Tallyfy id.</summary>
    public string Task { get; init; } = "";

    /// <summary>Names of those it is assigned to now.</summary>
    public IReadOnlyList<string> For { get; init; } = [];

    public DateTimeOffset? Deadline { get; init; }
}

internal enum RuleEffect
{
    Opened,
    Reopened,
    Hidden,
    Reassigned,
    DeadlineMoved,

    /// <summary>Tallyfy names the task, and nothing tells what happened to it.</summary>
    Changed,
}
