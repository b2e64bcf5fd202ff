namespace Tallyfy.Bot.Approvals;

/// <summary>
/// What stands behind an approval, as far as one person may know it: read when they ask for more, and never kept. All
/// of its words are untrusted.
/// </summary>
internal sealed record ApprovalBackground
{
    public required WhyYou WhyYou { get; init; }

    /// <summary>Who may decide it beside this person.</summary>
    public IReadOnlyList<OtherDecider> Others { get; init; } = [];

    /// <summary>Where everyone must decide: who has through this bot, the first one first.</summary>
    public IReadOnlyList<VoteHere> VotesHere { get; init; } = [];

    /// <summary>Approvals of the same run that are done, the first one first.</summary>
    public IReadOnlyList<EarlierDecision> Earlier { get; init; } = [];

    public required BackgroundState EarlierState { get; init; }

    /// <summary>Open tasks of the run that come after it, the next one first.</summary>
    public IReadOnlyList<WaitingTask> Waiting { get; init; } = [];

    public required BackgroundState WaitingState { get; init; }

    public IReadOnlyList<ApprovalAttachment> Attachments { get; init; } = [];
}

/// <summary>Whether what is said of a run is all there is.</summary>
internal enum BackgroundState
{
    Known,

    /// <summary>Some of its tasks could not be read, or are too many.</summary>
    SomeUnread,

    /// <summary>This person may not read it, beyond what is said.</summary>
    NotReadable,

    /// <summary>It could not be read now.</summary>
    NotReadNow,
}
