using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Gives what was written since its place behind the rest. Two processes that try at once do it once: the head moves
/// for one of them only, in the transaction that seals. What nobody with the key wrote gets no place.
/// </summary>
internal sealed class SealTrail(
    TrailStore trail, TrailHeadStore heads, TrailKeys keys, TrailWitness witness, Database database, TimeProvider time)
{
    /// <summary>How far clocks of two processes may differ when a trail begins.</summary>
    public static readonly TimeSpan Slack = TimeSpan.FromMinutes(5);

    private const int Batch = 500;

    /// <summary>A head says how far the trail is sealed now; null when nobody moved it.</summary>
    /// <exception cref="TrailBrokenException">
    /// What is there is not what was sealed: going on would cover it up.
    /// </exception>
    public async Task<SealResult> ExecuteAsync(string organization, CancellationToken cancellationToken)
    {
        // What was seen before the head: who seals meanwhile may make the head newer than that, never older.
        var seen = witness.FindSeen(organization);
        var head = await heads.FindAsync(organization, cancellationToken);

        if (TrailWitness.WhatIsMissing(seen, head) is { } missing)
            throw new TrailBrokenException(organization, missing);

        // Looked for without a transaction first: nobody writes in vain, and a file has one writer at a time.
        if (head is not null && head.KeyId == keys.CurrentId
            && !await trail.HasWaitingAsync(organization, cancellationToken))
            return SealResult.Nothing;

        var result = await database.WriteAsync(
            unit => SealAsync(unit, organization, cancellationToken), cancellationToken);

        if (result.Head is { } next)
            await witness.SeeAsync(next, cancellationToken);

        return result;
    }

    private async Task<SealResult> SealAsync(
        UnitOfWork unit, string organization, CancellationToken cancellationToken)
    {
        // The head before the entries: if it can still be moved afterwards, nobody sealed any of them meanwhile.
        var head = await heads.FindAsync(unit, organization, cancellationToken);

        if (await FindBreakAsync(unit, head, organization, cancellationToken) is { } why)
            return await heads.FindAsync(unit, organization, cancellationToken) == head
                ? throw new TrailBrokenException(organization, why)
                : SealResult.Nothing; // somebody sealed meanwhile, and what was read does not belong together

        var now = time.GetUtcNow();
        var before = head ?? TrailHead.Begin(organization);
        var (entries, refused) = await FindEntriesAsync(unit, organization, head is null, now, cancellationToken);
        TrailEntry[] begun = before.KeyId == keys.CurrentId
            ? []
            : [TrailEntry.OfKeyUsed(organization, keys.CurrentPublicKey, now).WithDigest()];

        if (begun.Length + entries.Count == 0)
            return new SealResult(null, refused.Count, refused.FirstOrDefault());

        var range = before.FindRange()!;
        var placed = Place([.. begun.Select(entry => entry with { Mac = keys.MacOf(entry) }), .. entries], range);
        var next = keys.SignHead(TrailHead.Of(organization, range) with { MovedAt = now.ToUnixTimeMilliseconds() });

        if (!await heads.MoveAsync(unit, before, next, cancellationToken))
            return SealResult.Nothing;

        foreach (var entry in begun)
            await trail.AddAsync(unit, entry, cancellationToken);

        await trail.SealAsync(unit, placed, cancellationToken);
        return new SealResult(next, refused.Count, refused.FirstOrDefault());
    }

    // A head that somebody put back would be signed anew, and the entries behind it would never have been.
    private async Task<string?> FindBreakAsync(
        UnitOfWork unit, TrailHead? head, string organization, CancellationToken cancellationToken)
    {
        if (head is null)
            return await trail.IsLongerAsync(unit, organization, long.MinValue, cancellationToken)
                || await trail.HasKeyAsync(unit, organization, cancellationToken)
                    ? "its head is missing"
                    : null;

        if (!keys.IsSignedHead(head))
            return keys.Knows(head.KeyId)
                ? "its head is not the one that was signed"
                : $"its head is signed with the key {head.KeyId}, which is neither Trail:Key nor one of "
                    + "Trail:PreviousKeys";

        if (head.FindRange() is null)
            return "the peaks of its head do not give the root that was signed";

        return await trail.IsLongerAsync(unit, organization, head.Sequence, cancellationToken)
            ? "entries are sealed behind its head: somebody put an earlier head back"
            : null;
    }

    private async Task<(List<TrailEntry> Entries, List<string> Refused)> FindEntriesAsync(
        UnitOfWork unit, string organization, bool isFirst, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var begun = isFirst
            ? now.ToUnixTimeMilliseconds()
            : await trail.FindBeginningAsync(unit, organization, cancellationToken) ?? 0;
        var oldest = begun - (long)Slack.TotalMilliseconds;
        var (entries, refused) = (new List<TrailEntry>(), new List<string>());

        await foreach (var entry in trail.ListWaitingAsync(unit, organization, cancellationToken))
        {
            if (!entry.IsDigestTrue || !keys.IsMacTrue(entry) || entry.HappenedAt < oldest)
                refused.Add(entry.Id);
            else
                entries.Add(entry);

            if (entries.Count == Batch)
                break;
        }

        return (entries, refused);
    }

    private List<TrailEntry> Place(IReadOnlyList<TrailEntry> entries, MerkleRange range)
    {
        var placed = new List<TrailEntry>(entries.Count);

        foreach (var entry in entries)
        {
            range.Add(entry.Leaf);
            placed.Add(entry with { Sequence = range.Size, Seal = keys.SealOf(entry, range.Size) });
        }

        return placed;
    }
}

/// <summary>What came of a try to seal.</summary>
/// <param name="Head">How far the trail is sealed now; null when nothing was sealed here.</param>
/// <param name="Refused">
/// How many entries wait that nobody with the key wrote, or that are older than the trail.
/// </param>
/// <param name="FirstRefused">The id of the oldest of them.</param>
internal sealed record SealResult(TrailHead? Head, int Refused, string? FirstRefused)
{
    public static SealResult Nothing { get; } = new(null, 0, null);
}

/// <summary>A trail cannot be sealed on; <c>trail verify</c> names the place.</summary>
internal sealed class TrailBrokenException(string organization, string why)
    : Exception(
        $"The trail of {organization} is not sealed on: {why}. What happens is written all the same. "
        + "\"trail verify\" names the place.");
