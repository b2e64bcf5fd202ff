using Tallyfy.Bot.Trail;

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

        public ReceiptCode? Receipt { get; init; }
    }

    /// <summary>Decided with a card of ours and taken back by the same person, for this reason.</summary>
    public sealed record Undone(Verdict Verdict, string By, DateTimeOffset At, string? Reason) : ApprovalEnd;

    /// <summary>Completed in Tallyfy or by another program; Tallyfy may not say by whom or when.</summary>
    public sealed record DecidedElsewhere(Verdict? Verdict, string? By, DateTimeOffset? At) : ApprovalEnd;

    /// <summary>
    /// Everyone had to decide it; Tallyfy closed it with the last one's decision, or with an administrator's.
    /// </summary>
    public sealed record DecidedByEveryone(Verdict? Verdict, string? By, DateTimeOffset? At) : ApprovalEnd;

    /// <summary>Archived; or deleted, or no longer visible to us.</summary>
    public sealed record Gone(bool IsArchived) : ApprovalEnd;

    /// <summary>Still open in Tallyfy, but cannot be decided now.</summary>
    public sealed record OnHold(BlockReason Why) : ApprovalEnd;
}
