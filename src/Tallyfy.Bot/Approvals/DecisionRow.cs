using Tallyfy.Bot.People;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>The row of <see cref="DecisionStore"/> as it stands in the table.</summary>
internal sealed record DecisionRow
{
    public string Id { get; init; } = "";

    public string Organization { get; init; } = "";

    public string Task { get; init; } = "";

    public long Generation { get; init; }

    public string? Run { get; init; }

    public string ActorKey { get; init; } = "";

    public string State { get; init; } = "";

    public string RenderingId { get; init; } = "";

    public string TenantId { get; init; } = "";

    public string ObjectId { get; init; } = "";

    public long TallyfyUserId { get; init; }

    public string ActorEmail { get; init; } = "";

    public string ActorName { get; init; } = "";

    public string Verdict { get; init; } = "";

    public string? Reason { get; init; }

    public string Digest { get; init; } = "";

    public long ClaimedAt { get; init; }

    public string? Undoes { get; init; }

    public long? UndoneCompletionAt { get; init; }

    public string? Receipt { get; init; }

    public Decision ToDecision() => new()
    {
        Id = Guid.Parse(Id),
        Approval = new ApprovalKey(Organization, Task, (int)Generation),
        Run = Run,
        Rendering = new RenderingId(RenderingId),
        Actor = new LinkedAccount
        {
            Person = new PersonId(TenantId, ObjectId),
            Organization = Organization,
            TallyfyUserId = TallyfyUserId,
            Email = ActorEmail,
            DisplayName = ActorName,
        },
        Verdict = Enum.Parse<Verdict>(Verdict),
        Reason = Reason,
        Digest = Digest,
        ClaimedAt = DateTimeOffset.FromUnixTimeMilliseconds(ClaimedAt),
        Kind = Undoes is not null ? DecisionKind.Undo : ActorKey.Length > 0 ? DecisionKind.Vote : DecisionKind.Verdict,
        State = Enum.Parse<DecisionState>(State, ignoreCase: true),
        Receipt = ReceiptCode.Parse(Receipt) ?? ReceiptCode.For(Guid.Parse(Id)),
        Undoes = Undoes is null ? null : Guid.Parse(Undoes),
        UndoneCompletionAt = UndoneCompletionAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
    };
}
