namespace Tallyfy.Bot.Approvals;

/// <summary>How an approval stopped waiting.</summary>
internal abstract record ApprovalEnd
{
    private ApprovalEnd()
    {
    }

    /// <summary>Decided with a card of ours and confirmed by Tallyfy.</summary>
    public sealed record DecidedHere(Verdict Verdict, string By, DateTimeOffset At, string? Reason) : ApprovalEnd
    {
        /// <summary>What Tallyfy's rules did to other tasks because of it.</summary>
        public IReadOnlyList<RuleChange> RuleChanges { get; init; } = [];
    }

    /// <summary>Completed in Tallyfy or by another program; Tallyfy may not say by whom or when.</summary>
    public sealed record DecidedElsewhere(Verdict? Verdict, string? By, DateTimeOffset? At) : ApprovalEnd;

    /// <summary>Archived; or deleted, or no longer visible to us.</summary>
    public sealed record Gone(bool IsArchived) : ApprovalEnd;

    /// <summary>Still open in Tallyfy, but cannot be decided now.</summary>
    public sealed record OnHold(Obstacle Why) : ApprovalEnd;
}
