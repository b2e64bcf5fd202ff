using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Removes the oldest entries of a trail that is whole, and leaves a signed checkpoint that stands for them. Proofs of
/// what stays, and proofs that were given before, hold as they did.
/// </summary>
internal sealed class PruneTrail(
    VerifyTrail verify, TrailStore trail, TrailHeadStore heads, TrailKeys keys, Database database, TimeProvider time)
{
    public async Task<PruneResult> ExecuteAsync(
        string organization, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var report = await verify.ExecuteAsync(organization, [], cancellationToken);

        if (!report.IsWhole)
            return new PruneResult.Broken(report); // or nobody could ever tell any more what it was

        if (await FindEndAsync(report, before, cancellationToken) is not { } end)
            return new PruneResult.Pruned(0, report.Checkpoint);

        var checkpoint = keys.SignCheckpoint(
            TrailHead.Of(organization, end) with { MovedAt = time.GetUtcNow().ToUnixTimeMilliseconds() });

        var count = await database.WriteAsync(
            async unit =>
            {
                await heads.SaveCheckpointAsync(unit, checkpoint, cancellationToken);
                return await trail.RemoveAsync(unit, organization, checkpoint.Sequence, cancellationToken);
            },
            cancellationToken);

        return new PruneResult.Pruned(count, checkpoint);
    }

    // A trail is cut in one place: an entry that is older than its forerunner stays with it. What is of a lost key is
    // only vouched for as a whole, by the entry that says so: it goes together with that, or stays.
    private async Task<MerkleRange?> FindEndAsync(
        TrailReport report, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var range = (report.Checkpoint ?? TrailHead.Begin(report.Organization)).FindRange()!;
        var start = range.Size;

        await foreach (var entry in trail.ListPlacedAsync(report.Organization, cancellationToken))
        {
            if (entry.At >= before || entry.Sequence > report.Head?.Sequence)
                break;

            range.Add(entry.Leaf);
        }

        return range.Size == start
            || await trail.FindLastBreakAsync(report.Organization, cancellationToken) > range.Size
                ? null
                : range;
    }
}

internal abstract record PruneResult
{
    private PruneResult()
    {
    }

    public sealed record Pruned(int Count, TrailHead? Checkpoint) : PruneResult;

    /// <summary>Nothing was removed.</summary>
    public sealed record Broken(TrailReport Report) : PruneResult;
}
