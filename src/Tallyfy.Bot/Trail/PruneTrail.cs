using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// Removes the oldest entries of a trail that is whole, and leaves a signed checkpoint that stands for them.
/// </summary>
internal sealed class PruneTrail(
    VerifyTrail verify, TrailStore trail, TrailHeadStore heads, TrailKeys keys, Database database, TimeProvider time)
{
    public async Task<PruneResult> ExecuteAsync(
        string organization, DateTimeOffset before, CancellationToken cancellationToken)
    {
        var report = await verify.ExecuteAsync(organization, null, cancellationToken);

        if (!report.IsWhole)
            return new PruneResult.Broken(report); // or nobody could ever tell any more what it was

        if (await FindLastAsync(report, before, cancellationToken) is not { } last)
            return new PruneResult.Pruned(0, report.Checkpoint);

        var checkpoint = keys.SignCheckpoint(new TrailHead
        {
            Organization = organization,
            Sequence = last.Sequence!.Value,
            Mac = last.Mac!,
            MovedAt = time.GetUtcNow().ToUnixTimeMilliseconds(),
        });

        var count = await database.WriteAsync(
            async unit =>
            {
                await heads.SaveCheckpointAsync(unit, checkpoint, cancellationToken);
                return await trail.RemoveAsync(unit, organization, checkpoint.Sequence, cancellationToken);
            },
            cancellationToken);

        return new PruneResult.Pruned(count, checkpoint);
    }

    // A chain is cut in one place: an entry that is older than its forerunner stays with it. What a lost key sealed is
    // only vouched for as a whole, by the entry that says so: it goes together with that, or stays.
    private async Task<TrailEntry?> FindLastAsync(
        TrailReport report, DateTimeOffset before, CancellationToken cancellationToken)
    {
        TrailEntry? last = null;

        await foreach (var entry in trail.ListSealedAsync(
            report.Organization, report.Checkpoint?.Sequence ?? 0, report.Head?.Sequence ?? 0, cancellationToken))
        {
            if (entry.At >= before)
                break;

            last = entry;
        }

        return await trail.FindLastBreakAsync(report.Organization, cancellationToken) > last?.Sequence ? null : last;
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
