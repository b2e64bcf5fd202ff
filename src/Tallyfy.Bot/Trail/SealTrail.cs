using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Puts what was written since into the chain. Two processes that try at once do it once: the head moves for one of
/// them only, in the transaction that seals.
/// </summary>
internal sealed class SealTrail(
    TrailStore trail, TrailHeadStore heads, TrailKeys keys, Database database, TimeProvider time)
{
    private const int Batch = 500;

    /// <summary>The new head; null when there was nothing to seal, or somebody else sealed it.</summary>
    /// <exception cref="TrailBrokenException">
    /// What is there is not what was sealed: going on would cover it up.
    /// </exception>
    public async Task<TrailHead?> ExecuteAsync(string organization, CancellationToken cancellationToken)
    {
        // Looked for without a transaction first: nobody writes in vain, and a file has one writer at a time.
        if ((await trail.ListUnsealedAsync(organization, 1, cancellationToken)).Count == 0)
            return null;

        return await database.WriteAsync(unit => SealAsync(unit, organization, cancellationToken), cancellationToken);
    }

    private async Task<TrailHead?> SealAsync(UnitOfWork unit, string organization, CancellationToken cancellationToken)
    {
        // The head before the entries: if it can still be moved afterwards, nobody sealed any of them meanwhile.
        var head = await heads.FindAsync(unit, organization, cancellationToken);
        await CheckAsync(unit, head, organization, cancellationToken);

        var before = head ?? TrailHead.Begin(organization);
        var entries = Chain(before, await trail.ListUnsealedAsync(unit, organization, Batch, cancellationToken));

        if (entries.Count == 0)
            return null;

        var next = keys.SignHead(before with
        {
            Sequence = entries[^1].Sequence!.Value,
            Mac = entries[^1].Mac!,
            MovedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });

        if (!await heads.MoveAsync(unit, before, next, cancellationToken))
            return null;

        await trail.SealAsync(unit, entries, cancellationToken);
        return next;
    }

    // A head that somebody put back would be signed anew, and the entries behind it would never have been.
    private async Task CheckAsync(
        UnitOfWork unit, TrailHead? head, string organization, CancellationToken cancellationToken)
    {
        if (head is not null && !keys.IsSignedHead(head))
            throw new TrailBrokenException(organization, keys.Knows(head.KeyId)
                ? "its head is not the one that was signed"
                : $"its head is signed with the key {head.KeyId}, which is neither Trail:Key nor one of "
                    + "Trail:PreviousKeys");

        if (head is null && await trail.HasSealedAsync(unit, organization, cancellationToken))
            throw new TrailBrokenException(organization, "its head is missing");
    }

    private List<TrailEntry> Chain(TrailHead before, IReadOnlyList<TrailEntry> entries)
    {
        var (sequence, mac) = (before.Sequence, before.Mac);
        var chained = new List<TrailEntry>(entries.Count);

        foreach (var entry in entries)
        {
            mac = keys.SealOf(keys.CurrentId, entry.Organization, ++sequence, mac, entry.Digest)!;
            chained.Add(entry with { Sequence = sequence, KeyId = keys.CurrentId, Mac = mac });
        }

        return chained;
    }
}

/// <summary>A trail cannot be sealed on; <c>trail verify</c> names the place.</summary>
internal sealed class TrailBrokenException(string organization, string why)
    : Exception(
        $"The trail of {organization} is not sealed on: {why}. What happens is written all the same. "
        + "\"trail verify\" names the place.");
