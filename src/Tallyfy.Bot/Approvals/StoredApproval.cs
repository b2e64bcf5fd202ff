using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Approvals;

/// <summary>An approval as its row holds it, with what the cards need and what guards a change.</summary>
internal sealed record StoredApproval
{
    /// <summary>The row is read often, and few approvals are changed more often than this while they wait.</summary>
    private const int MostEarlier = 8;

    private static readonly TimeSpan MostAhead = TimeSpan.FromMinutes(5);

    public required ApprovalKey Key { get; init; }

    public string? Run { get; init; }

    public required ApprovalState State { get; init; }

    /// <summary>Why, while it is on hold or gone.</summary>
    public BlockReason? BlockReason { get; init; }

    /// <summary>Moves with every change; a card that shows an older one is updated.</summary>
    public long Version { get; init; }

    public required string OrganizationName { get; init; }

    public required ApprovalContent Content { get; init; }

    /// <summary>
    /// What it said before, the oldest first. A card that shows an older version is told what changed, and a person it
    /// has left keeps what they saw.
    /// </summary>
    public IReadOnlyList<EarlierContent> Earlier { get; init; } = [];

    /// <summary>Covers title, description and form values: a decision is about exactly this.</summary>
    public required string Digest { get; init; }

    /// <summary>
    /// Owners and members of owning groups at the last read. For announcing and drawing; a tap reads again.
    /// </summary>
    public required IReadOnlyList<long> MayDecide { get; init; }

    /// <summary>What the task list said at the last read; while it says the same, the task is not read again.</summary>
    public string Fingerprint { get; init; } = "";

    /// <summary>Set while deciding and after the end.</summary>
    public Verdict? Verdict { get; init; }

    public string? By { get; init; }

    public DateTimeOffset? At { get; init; }

    public string? Reason { get; init; }

    /// <summary>Who would decide, were they members still.</summary>
    public IReadOnlyList<long> Former { get; init; } = [];

    /// <summary>Who might decide when this generation began; null where that was not kept.</summary>
    public IReadOnlyList<long>? FirstAsked { get; init; }

    /// <summary>What Tallyfy's rules did to other tasks because of our decision.</summary>
    public IReadOnlyList<RuleChange> RuleChanges { get; init; } = [];

    /// <summary>When this generation of it was found.</summary>
    public DateTimeOffset FoundAt { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>
    /// Tallyfy's date of the last change up to which it is known that nobody completed and reopened the task. A later
    /// date in a read says that something happened since.
    /// </summary>
    public DateTimeOffset SameUntil { get; init; }

    public ApprovalId Id => new(Key.Organization, Run, Key.Task);

    public bool IsOver =>
        State is ApprovalState.DecidedHere
            or ApprovalState.Undone
            or ApprovalState.DecidedElsewhere
            or ApprovalState.Gone;

    /// <summary>Claimed: it moves by the answer to that, not by a bystander's read.</summary>
    public bool IsUnderWay => State is ApprovalState.Deciding or ApprovalState.Undoing;

    /// <summary>A generation that begins with this read.</summary>
    public static StoredApproval Begin(ApprovalReading reading, int generation, string fingerprint) => new()
    {
        Key = new ApprovalKey(reading.Id.Organization, reading.Id.Task, generation),
        Run = reading.Id.Run,
        State = ApprovalState.Pending,
        Version = 1,
        OrganizationName = reading.OrganizationName,
        Content = reading.Content,
        Digest = reading.Digest,
        MayDecide = reading.MayDecide,
        FirstAsked = reading.MayDecide,
        Former = reading.Former,
        Fingerprint = fingerprint,
        SameUntil = reading.UpdatedAt ?? reading.BeganAt - MostAhead, // our clock may be ahead of Tallyfy's
    };

    /// <summary>Whether a card of the other row would look the same and ask about the same.</summary>
    public bool ShowsTheSameAs(StoredApproval other) =>
        State == other.State
        && Run == other.Run
        && BlockReason == other.BlockReason
        && Digest == other.Digest
        && (Verdict, By, At, Reason) == (other.Verdict, other.By, other.At, other.Reason)
        && OrganizationName == other.OrganizationName
        && MayDecide.SequenceEqual(other.MayDecide)
        && Former.SequenceEqual(other.Former)
        && Content.ShowsTheSameAs(other.Content);

    /// <summary>
    /// Whether both ask the same people the same. How many of them have decided may differ: they vote at once.
    /// </summary>
    public bool AsksTheSameAs(StoredApproval other) =>
        (State, Digest) == (other.State, other.Digest)
        && MayDecide.SequenceEqual(other.MayDecide)
        && (Content with { Progress = null }).ShowsTheSameAs(other.Content with { Progress = null });

    /// <summary>
    /// The same row with another content; the content of before is kept beside it if a card would tell.
    /// </summary>
    public StoredApproval WithContent(ApprovalContent content)
    {
        if (ContentChange.Between(Content, content).Count == 0
            && (Content.Process, Content.Requester) == (content.Process, content.Requester))
            return this with { Content = content };

        var from = Earlier is [.., var last] ? last.Until + 1 : 1;
        EarlierContent[] earlier = [.. Earlier, new EarlierContent(from, Version, Content)];
        return this with { Content = content, Earlier = [.. earlier.TakeLast(MostEarlier)] };
    }

    /// <summary>What it said at a version; null when nobody knows any more.</summary>
    public ApprovalContent? FindContent(long version) =>
        version <= 0 ? null
        : Earlier.FirstOrDefault(earlier => earlier.From <= version && version <= earlier.Until) is { } then
            ? then.Content
        : Earlier is [.., var last] && version <= last.Until ? null
        : Content;

    /// <summary>What differs from what it said at a version; empty when nothing does, or nobody knows.</summary>
    public IReadOnlyList<ContentChange> ChangesSince(long version) =>
        Earlier.FirstOrDefault(earlier => earlier.From <= version && version <= earlier.Until) is { } shown
            ? ContentChange.Between(shown.Content, Content)
            : [];

    public Approval ToApproval(Organization organization) => new()
    {
        Id = Id,
        Generation = Key.Generation,
        FoundAt = FoundAt,
        Content = Content,
        Link = organization.LinkTo(Id.Run, Id.Task),
        OrganizationName = OrganizationName,
        End = State switch
        {
            ApprovalState.DecidedHere => new ApprovalEnd.DecidedHere(Verdict!.Value, By!, At!.Value, Reason)
            {
                RuleChanges = RuleChanges,
            },
            ApprovalState.Undone => new ApprovalEnd.Undone(Verdict!.Value, By!, At!.Value, Reason),
            ApprovalState.DecidedElsewhere when Content.EveryoneMustComplete =>
                new ApprovalEnd.DecidedByEveryone(Verdict, By, At),
            ApprovalState.DecidedElsewhere => new ApprovalEnd.DecidedElsewhere(Verdict, By, At),
            ApprovalState.Gone => new ApprovalEnd.Gone(BlockReason?.Kind is BlockReasonKind.Archived),
            ApprovalState.OnHold => new ApprovalEnd.OnHold(
                BlockReason ?? new BlockReason(BlockReasonKind.NotCompletable)),
            _ => null,
        },
    };
}
