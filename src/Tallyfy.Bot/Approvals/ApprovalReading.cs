namespace Tallyfy.Bot.Approvals;

/// <summary>What one live read of a task said, in our words.</summary>
internal sealed record ApprovalReading
{
    public required ApprovalId Id { get; init; }

    /// <summary>When the read began: a fact can be no younger.</summary>
    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Pending, on hold, decided elsewhere or gone; never decided here, because Tallyfy cannot know.</summary>
    public required ApprovalState State { get; init; }

    /// <summary>Why, while it is on hold or gone.</summary>
    public BlockReason? BlockReason { get; init; }

    public required string OrganizationName { get; init; }

    public required ApprovalContent Content { get; init; }

    public required string Digest { get; init; }

    public required IReadOnlyList<long> MayDecide { get; init; }

    /// <summary>Who would, were they members still; Tallyfy leaves tasks with them, and may have them again.</summary>
    public IReadOnlyList<long> Former { get; init; } = [];

    public Verdict? Verdict { get; init; }

    public long? CompleterId { get; init; }

    public string? Completer { get; init; }

    public DateTimeOffset? CompletedAt { get; init; }

    /// <summary>When anything about the task changed last, as Tallyfy dates it; null when it does not say.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
