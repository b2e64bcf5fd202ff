using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// The entries. They are added, sealed once, and their person may be forgotten; nothing else of them changes.
/// </summary>
internal sealed class TrailStore(Database database)
{
    private const int PageSize = 1_000;

    /// <summary>Part of the transaction that makes it happen: both are kept, or neither.</summary>
    public Task AddAsync(UnitOfWork unit, TrailEntry entry, CancellationToken cancellationToken) => unit.ExecuteAsync(
        """
        insert into trail (id, organization, kind, happened_at, decision_id, decision_kind, task, generation,
            verdict, undoes, rendering_id, content_digest, activity_id, answer, proof, tenant_id, object_id,
            tallyfy_user_id, salt, object_hash, member_hash, digest)
        values (@Id, @Organization, @Kind, @HappenedAt, @DecisionId, @DecisionKind, @Task, @Generation,
            @Verdict, @Undoes, @RenderingId, @ContentDigest, @ActivityId, @Answer, @Proof, @TenantId, @ObjectId,
            @TallyfyUserId, @Salt, @ObjectHash, @MemberHash, @Digest)
        """,
        entry,
        cancellationToken);

    /// <summary>Sealed ones behind a place, in their order, read a page at a time.</summary>
    public async IAsyncEnumerable<TrailEntry> ListSealedAsync(
        string organization,
        long after,
        long upTo,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var last = after; ;)
        {
            var page = await database.ReadAsync(
                unit => unit.QueryAsync<TrailEntry>(
                    """
                    select * from trail where organization = @organization and sequence > @last and sequence <= @upTo
                    order by sequence limit @most
                    """,
                    new { organization, last, upTo, most = PageSize },
                    cancellationToken),
                cancellationToken);

            foreach (var entry in page)
                yield return entry;

            if (page.Count < PageSize)
                yield break;

            last = page[^1].Sequence!.Value;
        }
    }

    /// <summary>
    /// The oldest first. Of two processes the clocks may differ, so between them the order is not exact.
    /// </summary>
    public Task<IReadOnlyList<TrailEntry>> ListUnsealedAsync(
        UnitOfWork unit, string organization, int most, CancellationToken cancellationToken) =>
        unit.QueryAsync<TrailEntry>(
            """
            select * from trail where organization = @organization and sequence is null
            order by happened_at, id limit @most
            """,
            new { organization, most },
            cancellationToken);

    public Task<IReadOnlyList<TrailEntry>> ListUnsealedAsync(
        string organization, int most, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => ListUnsealedAsync(unit, organization, most, cancellationToken), cancellationToken);

    /// <summary>How many entries were ever sealed, and how many wait; without a look at each of them.</summary>
    public Task<TrailCounts> CountAsync(string? organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => await unit.FindAsync<TrailCounts>(
                """
                select
                    (select cast(coalesce(sum(sequence), 0) as bigint) from trail_heads
                        where organization = @organization or @organization is null) as sealed_count,
                    (select count(*) from trail
                        where sequence is null and (organization = @organization or @organization is null)) as waiting
                """,
                new { organization },
                cancellationToken) ?? new TrailCounts(),
            cancellationToken);

    public async Task<bool> HasSealedAsync(UnitOfWork unit, string organization, CancellationToken cancellationToken) =>
        await unit.FindAsync<long?>(
            "select max(sequence) from trail where organization = @organization",
            new { organization },
            cancellationToken) is not null;

    /// <summary>Where a lost key was replaced last; null where none was, or that was pruned.</summary>
    public Task<long?> FindLastBreakAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.FindAsync<long?>(
                "select max(sequence) from trail where organization = @organization and kind = @kind",
                new { organization, kind = nameof(TrailKind.KeyLost) },
                cancellationToken),
            cancellationToken);

    public Task SealAsync(UnitOfWork unit, IReadOnlyList<TrailEntry> entries, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            "update trail set sequence = @Sequence, key_id = @KeyId, mac = @Mac where id = @Id and sequence is null",
            entries,
            cancellationToken);

    /// <summary>The entry of a decision's claim; null when it was pruned, or is older than the trail.</summary>
    public Task<TrailEntry?> FindClaimAsync(Guid decision, CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.FindAsync<TrailEntry>(
            "select * from trail where decision_id = @decision and kind = @kind",
            new { decision = decision.ToString("n"), kind = nameof(TrailKind.Claimed) },
            cancellationToken),
        cancellationToken);

    /// <summary>
    /// Everything that tells whose entries they are, and answers how many there were. The chain stays whole.
    /// </summary>
    public Task<int> ForgetAsync(
        UnitOfWork unit, string tenant, string objectId, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            update trail set salt = null, object_id = null, tallyfy_user_id = null
            where tenant_id = @tenant and object_id = @objectId
            """,
            new { tenant, objectId },
            cancellationToken);

    public Task<int> RemoveAsync(
        UnitOfWork unit, string organization, long upTo, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            "delete from trail where organization = @organization and sequence <= @upTo",
            new { organization, upTo },
            cancellationToken);
}

/// <summary>How much of a trail there is.</summary>
internal sealed record TrailCounts
{
    public long SealedCount { get; init; }

    public long Waiting { get; init; }

    public override string ToString() => $"trail: {SealedCount} entries sealed, {Waiting} to be sealed";
}
