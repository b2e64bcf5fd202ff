using Tallyfy.Bot.People;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>A verdict with who, when, why and about what. Once claimed it survives any crash.</summary>
internal sealed record Decision
{
    public required Guid Id { get; init; }

    public required ApprovalKey Approval { get; init; }

    public string? Run { get; init; }

    public required RenderingId Rendering { get; init; }

    public required LinkedAccount Actor { get; init; }

    public required Verdict Verdict { get; init; }

    public string? Reason { get; init; }

    /// <summary>Of the content the person saw.</summary>
    public required string Digest { get; init; }

    public required DateTimeOffset ClaimedAt { get; init; }

    public DecisionKind Kind { get; init; }

    /// <summary>Teams' id of the tap; null for what was read from our store.</summary>
    public string? Activity { get; init; }

    /// <summary>Signed in anew for it; unknown for what was read from our store.</summary>
    public bool IsSignedIn { get; init; }

    /// <summary>Given by the claim: it commits to what the trail says of it.</summary>
    public ReceiptCode Receipt { get; init; }

    /// <summary>As last read from our store; null for one that was never there.</summary>
    public DecisionState? State { get; init; }

    /// <summary>The decision that this one takes back; null for a verdict or a vote.</summary>
    public Guid? Undoes { get; init; }

    /// <summary>
    /// The completion that is taken back, as Tallyfy dates it: another one is somebody's newer decision.
    /// </summary>
    public DateTimeOffset? UndoneCompletionAt { get; init; }
}
