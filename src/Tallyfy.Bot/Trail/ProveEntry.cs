namespace Tallyfy.Bot.Trail;

/// <summary>
/// Writes what proves one entry, or a decision from its claim to its end, to somebody who has only the public key.
/// </summary>
internal sealed class ProveEntry(TrailStore trail, TrailHeadStore heads, TrailKeys keys)
{
    /// <param name="organization">Whose trail.</param>
    /// <param name="place">The entry's place, or null where a receipt is given.</param>
    /// <param name="receipt">The code of a decision.</param>
    /// <param name="since">A head from before that the proof has to lead on from.</param>
    /// <param name="cancellationToken">Ends it early.</param>
    public async Task<ProveResult> ExecuteAsync(
        string organization, long? place, ReceiptCode? receipt, TrailMark? since, CancellationToken cancellationToken)
    {
        // The head first: what is sealed meanwhile is behind it.
        if (await heads.FindAsync(organization, cancellationToken) is not { } head)
            return new ProveResult.NotFound();

        var before = (await heads.FindCheckpointAsync(organization, cancellationToken)
            ?? TrailHead.Begin(organization)).FindRange();

        if (before is null || !keys.IsSignedHead(head))
            return new ProveResult.Broken();

        var tree = MerkleRange.Parse(before.Size, before.Peaks)!;
        var (leaves, found) = (new List<byte[]>(), new List<TrailEntry>());

        await foreach (var entry in trail.ListPlacedAsync(organization, cancellationToken))
        {
            if (entry.Sequence > head.Sequence)
                break;

            if (entry.Sequence != tree.Size + 1)
                return new ProveResult.Broken();

            if (entry.Sequence == place || IsOf(entry, receipt, found))
                found.Add(entry);

            tree.Add(entry.Leaf);
            leaves.Add(entry.Leaf);
        }

        if (tree.Root != head.Root || found.Any(entry => !IsTrue(entry)))
            return new ProveResult.Broken();

        return found.Count == 0
            ? new ProveResult.NotFound()
            : Prove(head, found, new MerkleProof(before, leaves), since);
    }

    private static ProveResult Prove(
        TrailHead head, IReadOnlyList<TrailEntry> found, MerkleProof proof, TrailMark? since)
    {
        EarlierHead? earlier = null;

        if (since is { } mark)
        {
            if (proof.Consistency(mark.Sequence, head.Sequence) is not { } path)
                return new ProveResult.NoWayFrom(mark);

            earlier = new EarlierHead { Size = mark.Sequence, Root = mark.Root, Path = path };
        }

        return new ProveResult.Proven(new TrailProof
        {
            Form = TrailProof.CurrentForm,
            Head = SignedHead.From(head),
            Entries = [.. found.Select(entry => Describe(entry, proof, head.Sequence))],
            Earlier = earlier,
        });
    }

    private static ProvenEntry Describe(TrailEntry entry, MerkleProof proof, long size) => new()
    {
        Place = entry.Sequence!.Value,
        Text = entry.Text,
        Mac = entry.Mac,
        Path = proof.Inclusion(entry.Sequence!.Value - 1, size),
        Person = entry is { Salt: { } salt, ObjectId: { } person, TallyfyUserId: { } member }
            ? new ProvenPerson { Salt = salt, ObjectId = person, TallyfyUserId = member }
            : null,
    };

    // A claim by its code, and then what became of the same decision.
    private static bool IsOf(TrailEntry entry, ReceiptCode? receipt, List<TrailEntry> found)
    {
        if (receipt is not { } code || entry.DecisionId is null)
            return false;

        return found.Count > 0
            ? found[0].DecisionId == entry.DecisionId
            : entry is { Kind: nameof(TrailKind.Claimed), IsDigestTrue: true } && ReceiptCode.For(entry) == code;
    }

    private bool IsTrue(TrailEntry entry) =>
        entry is { IsDigestTrue: true, IsPersonTrue: true }
        && (keys.IsMacTrue(entry) || !keys.Knows(TrailKeys.KeyOf(entry.Mac)));
}

internal abstract record ProveResult
{
    private ProveResult()
    {
    }

    public sealed record Proven(TrailProof Proof) : ProveResult;

    /// <summary>No sealed entry, or it was pruned.</summary>
    public sealed record NotFound : ProveResult;

    /// <summary>The trail is not what was sealed.</summary>
    public sealed record Broken : ProveResult;

    /// <summary>The head given is longer than the trail, or was pruned.</summary>
    public sealed record NoWayFrom(TrailMark Mark) : ProveResult;
}
