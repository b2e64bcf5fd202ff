using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Approvals;

/// <summary>The row of <see cref="ApprovalStore"/> as it stands in the table.</summary>
internal sealed record ApprovalRow
{
    public string Organization { get; init; } = "";

    public string Task { get; init; } = "";

    public long Generation { get; init; }

    public string? Run { get; init; }

    public string State { get; init; } = "";

    public long Version { get; init; }

    public string Content { get; init; } = "";

    public string Digest { get; init; } = "";

    public string MayDecide { get; init; } = "";

    public string Fingerprint { get; init; } = "";

    public string? Verdict { get; init; }

    public string? EndedBy { get; init; }

    public long? EndedAt { get; init; }

    public string? Reason { get; init; }

    public long SeenAt { get; init; }

    public long ChangedAt { get; init; }

    public long SameUntil { get; init; }

    public StoredApproval ToApproval()
    {
        var stored = JsonSerializer.Deserialize(Content, ApprovalJson.Default.StoredContent)!;

        return new StoredApproval
        {
            Key = new ApprovalKey(Organization, Task, (int)Generation),
            Run = Run,
            State = Enum.Parse<ApprovalState>(State),
            Version = Version,
            OrganizationName = stored.OrganizationName,
            BlockReason = stored.BlockReason,
            RuleChanges = stored.RuleChanges ?? [],
            Former = stored.Former ?? [],
            FirstAsked = stored.FirstAsked,
            Earlier = stored.Earlier ?? [],
            Content = stored.Content,
            Digest = Digest,
            MayDecide = JsonSerializer.Deserialize(MayDecide, ApprovalJson.Default.IReadOnlyListInt64)!,
            Fingerprint = Fingerprint,
            Verdict = Verdict is null ? null : Enum.Parse<Verdict>(Verdict),
            By = EndedBy,
            At = EndedAt is { } at ? DateTimeOffset.FromUnixTimeMilliseconds(at) : null,
            Reason = Reason,
            FoundAt = DateTimeOffset.FromUnixTimeMilliseconds(SeenAt),
            ChangedAt = DateTimeOffset.FromUnixTimeMilliseconds(ChangedAt),
            SameUntil = DateTimeOffset.FromUnixTimeMilliseconds(SameUntil),
        };
    }
}

/// <summary>What only cards need to know.</summary>
internal sealed record StoredContent(string OrganizationName, ApprovalContent Content)
{
    public BlockReason? BlockReason { get; init; }

    public IReadOnlyList<RuleChange>? RuleChanges { get; init; }

    public IReadOnlyList<long>? Former { get; init; }

    public IReadOnlyList<long>? FirstAsked { get; init; }

    public IReadOnlyList<EarlierContent>? Earlier { get; init; }
}

[JsonSourceGenerationOptions(UseStringEnumConverter = true)]
[JsonSerializable(typeof(StoredContent))]
[JsonSerializable(typeof(IReadOnlyList<long>))]
internal sealed partial class ApprovalJson : JsonSerializerContext;
