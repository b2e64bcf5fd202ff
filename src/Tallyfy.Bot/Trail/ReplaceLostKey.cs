using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Lets a trail go on whose key is gone: an entry of the new key says what was there and that nobody can check its MACs
/// any more. What was sealed stays as it is, so that the old key still checks it should it be found.
/// </summary>
internal sealed class ReplaceLostKey(
    VerifyTrail verify, TrailStore trail, TrailHeadStore heads, TrailKeys keys, Database database, TimeProvider time)
{
    public async Task<ReplaceResult> ExecuteAsync(
        string organization, string reason, CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await heads.FindAsync(organization, cancellationToken) is not { } head)
                return new ReplaceResult.NoHead();

            if (!(await verify.ExecuteAsync(organization, [], cancellationToken)).HasUnknownKeys)
                return new ReplaceResult.NothingLost();

            if (head.FindRange() is not { } range)
                return new ReplaceResult.NoHead();

            var lost = await DescribeAsync(head, reason, cancellationToken);

            if (await TryGoOnAsync(head, range, lost, cancellationToken) is { } next)
                return new ReplaceResult.Replaced(lost, next);

            // Where the head's own key is known, the bot may have sealed meanwhile: there is more to describe.
        }
    }

    private async Task<KeyLoss> DescribeAsync(TrailHead head, string reason, CancellationToken cancellationToken)
    {
        var checkpoint = await heads.FindCheckpointAsync(head.Organization, cancellationToken);
        var start = checkpoint ?? TrailHead.Begin(head.Organization);
        var sum = new ChainDigest(start);
        var count = 0L;
        HashSet<string?> used = [head.KeyId, checkpoint?.KeyId];

        await foreach (var entry in trail.ListPlacedAsync(head.Organization, cancellationToken))
        {
            if (entry.Sequence <= start.Sequence || entry.Sequence > head.Sequence)
                continue;

            sum.Add(entry);
            used.Add(TrailKeys.KeyOf(entry.Mac));
            used.Add(TrailKeys.KeyOf(entry.Seal));
            count++;
        }

        return new KeyLoss
        {
            Keys = [.. used.OfType<string>().Where(key => !keys.Knows(key)).Order(StringComparer.Ordinal)],
            Sequence = head.Sequence,
            Root = head.Root,
            Count = count,
            Digest = sum.Value,
            PublicKey = keys.CurrentPublicKey,
            Reason = reason,
        };
    }

    private Task<TrailHead?> TryGoOnAsync(
        TrailHead head, MerkleRange range, KeyLoss lost, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var entry = TrailEntry.OfLostKey(head.Organization, lost, now).WithDigest();
        var written = entry with { Mac = keys.MacOf(entry), Sequence = head.Sequence + 1 };
        range.Add(written.Leaf);
        var next = keys.SignHead(
            TrailHead.Of(head.Organization, range) with { MovedAt = now.ToUnixTimeMilliseconds() });

        return database.WriteAsync(
            async unit =>
            {
                if (!await heads.MoveAsync(unit, head, next, cancellationToken))
                    return null;

                await trail.AddAsync(unit, entry, cancellationToken);
                await trail.SealAsync(
                    unit, [written with { Seal = keys.SealOf(entry, range.Size) }], cancellationToken);
                return next;
            },
            cancellationToken);
    }
}

internal abstract record ReplaceResult
{
    private ReplaceResult()
    {
    }

    public sealed record Replaced(KeyLoss Lost, TrailHead Head) : ReplaceResult;

    /// <summary>Every key that was used is here.</summary>
    public sealed record NothingLost : ReplaceResult;

    /// <summary>
    /// Nothing was sealed yet, or somebody removed or changed the head: with no key that would be put right.
    /// </summary>
    public sealed record NoHead : ReplaceResult;
}
