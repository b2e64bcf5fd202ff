using Tallyfy.Bot.Accounts;

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
}
