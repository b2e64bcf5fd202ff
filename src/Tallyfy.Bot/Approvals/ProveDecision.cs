using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// What the trail proves of a decision that stands in the store. Whoever can write rows, but has no key, changes
/// nothing of it unseen.
/// </summary>
internal sealed class ProveDecision(TrailStore trail, TrailHeadStore heads, TrailKeys keys)
{
    public async Task<DecisionProof> ExecuteAsync(Decision decision, CancellationToken cancellationToken)
    {
        var entries = await trail.ListOfDecisionAsync(decision.Id, cancellationToken);
        List<TrailEntry> claims = [.. entries.Where(entry => entry.Kind == nameof(TrailKind.Claimed))];

        if (claims.Count == 0)
            return new DecisionProof(
                await IsPrunedAsync(decision, cancellationToken) ? ProofState.NoEntry : ProofState.Missing);

        if (claims is not [var claim] || !entries.All(IsTrue))
            return new DecisionProof(ProofState.Altered);

        var state = await StateOfAsync(claim, cancellationToken);
        var end = entries.LastOrDefault(entry => entry.Id != claim.Id);

        return state is ProofState.Altered ? new DecisionProof(state) : new DecisionProof(state)
        {
            Claim = claim,
            End = end,
            IsRowTrue = claim.SaysTheSameAs(decision) && EndOf(end) == decision.State,
        };
    }

    private bool IsTrue(TrailEntry entry) =>
        entry is { IsDigestTrue: true, IsPersonTrue: true } && keys.IsMacTrue(entry);

    private async Task<ProofState> StateOfAsync(TrailEntry claim, CancellationToken cancellationToken)
    {
        if (claim.Sequence is not { } place)
            return ProofState.Waiting;

        return place > 0
            && keys.IsSealTrue(claim)
            && await heads.FindAsync(claim.Organization, cancellationToken) is { } head
            && keys.IsSignedHead(head)
            && place <= head.Sequence
                ? ProofState.Sealed
                : ProofState.Altered;
    }

    // Nothing else takes an entry away: and then everything that is older is gone too.
    private async Task<bool> IsPrunedAsync(Decision decision, CancellationToken cancellationToken)
    {
        var organization = decision.Approval.Organization;

        return await heads.FindCheckpointAsync(organization, cancellationToken) is { } checkpoint
            && keys.IsSignedCheckpoint(checkpoint)
            && decision.ClaimedAt.ToUnixTimeMilliseconds()
                <= (await trail.FindOldestAsync(organization, cancellationToken) ?? checkpoint.MovedAt);
    }

    private static DecisionState? EndOf(TrailEntry? end) =>
        end is null ? DecisionState.Claimed : Enum.TryParse<DecisionState>(end.Kind, out var state) ? state : null;
}

/// <summary>What is proven, and what the store says otherwise.</summary>
/// <param name="State">How much the entry of the claim proves.</param>
internal sealed record DecisionProof(ProofState State)
{
    /// <summary>Null where nothing is proven.</summary>
    public TrailEntry? Claim { get; init; }

    /// <summary>Null while the decision is on its way.</summary>
    public TrailEntry? End { get; init; }

    /// <summary>The row says what the entries say.</summary>
    public bool IsRowTrue { get; init; }

    /// <summary>Written by the bot, and as it stands in the store: it may be acted upon, words included.</summary>
    public bool Covers(Decision decision) =>
        State is (ProofState.Sealed or ProofState.Waiting) && IsRowTrue && Claim!.HasWordsOf(decision);
}

internal enum ProofState
{
    Sealed,

    /// <summary>Written, and sealed in a moment.</summary>
    Waiting,

    /// <summary>Pruned: nothing is proven any more.</summary>
    NoEntry,

    /// <summary>There should be one, and there is none.</summary>
    Missing,

    /// <summary>The entry is not one that the bot wrote, or not in the place that the bot gave it.</summary>
    Altered,
}
