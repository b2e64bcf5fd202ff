namespace Tallyfy.Bot.Approvals;

/// <summary>One generation of a task that waits, or waited, for a verdict, as our store knows it.</summary>
internal sealed record Approval
{
    public required ApprovalId Id { get; init; }

    /// <summary>How often the task has been opened, from 1; a reopen starts the next.</summary>
    public required int Generation { get; init; }

    /// <summary>When this opening of it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }

    public required ApprovalContent Content { get; init; }

    /// <summary>The address of the task on the configured Tallyfy host.</summary>
    public required Uri Link { get; init; }

    /// <summary>Display name of the Tallyfy organization.</summary>
    public required string OrganizationName { get; init; }

    /// <summary>Why this reader can decide it in Tallyfy only; null when they can decide it here.</summary>
    public WhyNotInChat? OnlyInTallyfy { get; init; }

    /// <summary>This reader asked for it.</summary>
    public bool IsOwnRequest { get; init; }

    /// <summary>This reader decided it.</summary>
    public bool IsOwnDecision { get; init; }

    /// <summary>The verdict has to be typed as well.</summary>
    public bool MustConfirm { get; init; }

    /// <summary>Labels of the answers that stand large on the card; empty for those that the bot picks.</summary>
    public IReadOnlyList<string> KeyLabels { get; init; } = [];

    /// <summary>How it came to this reader that was somebody's before; null for what is new.</summary>
    public Arrival? Arrival { get; init; }

    /// <summary>Null while it waits.</summary>
    public ApprovalEnd? End { get; init; }
}
