namespace Tallyfy.Bot.Trail;

/// <summary>
/// Proofs that an entry is in a tree, and that a later tree has all of an earlier one (RFC 9162, 2.1.3 and 2.1.4). What
/// was pruned is known by its whole subtrees only, and that is enough for every entry behind it.
/// </summary>
internal sealed class MerkleProof
{
    private readonly Dictionary<(long First, long End), byte[]> pruned;
    private readonly IReadOnlyList<byte[]> leaves;
    private readonly long start;

    /// <param name="before">What was pruned.</param>
    /// <param name="leaves">The entries behind it.</param>
    public MerkleProof(MerkleRange before, IReadOnlyList<byte[]> leaves)
    {
        pruned = before.Subtrees.ToDictionary(tree => (tree.First, tree.End), tree => tree.Hash);
        (start, this.leaves) = (before.Size, leaves);
    }

    /// <summary>From the entry's neighbour to the root's child.</summary>
    /// <param name="place">The entry's place, counted from 0.</param>
    /// <param name="size">How many entries the tree has.</param>
    public IReadOnlyList<string> Inclusion(long place, long size) => [.. Path(place, 0, size).Select(ToHex)];

    /// <summary>Null where the earlier tree ends within what was pruned.</summary>
    public IReadOnlyList<string>? Consistency(long earlier, long size) =>
        earlier < start || earlier < 1 || earlier > size
            ? null
            : [.. Subproof(earlier, 0, size, isWhole: true).Select(ToHex)];

    private IEnumerable<byte[]> Path(long place, long first, long end)
    {
        if (end - first == 1)
            return [];

        var middle = first + Split(end - first);

        return place < middle
            ? [.. Path(place, first, middle), Hash(middle, end)]
            : [.. Path(place, middle, end), Hash(first, middle)];
    }

    private IEnumerable<byte[]> Subproof(long earlier, long first, long end, bool isWhole)
    {
        if (earlier == end)
            return isWhole ? [] : [Hash(first, end)];

        var middle = first + Split(end - first);

        return earlier <= middle
            ? [.. Subproof(earlier, first, middle, isWhole), Hash(middle, end)]
            : [.. Subproof(earlier, middle, end, isWhole: false), Hash(first, middle)];
    }

    private byte[] Hash(long first, long end)
    {
        if (pruned.TryGetValue((first, end), out var known))
            return known;

        if (end - first == 1)
            return leaves[(int)(first - start)];

        var middle = first + Split(end - first);
        return MerkleRange.Node(Hash(first, middle), Hash(middle, end));
    }

    // The largest power of two that is smaller.
    private static long Split(long size) => MerkleRange.LargestPower(size - 1);

    private static string ToHex(byte[] hash) => Convert.ToHexStringLower(hash);
}
