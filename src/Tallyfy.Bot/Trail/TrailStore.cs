using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Trail;

/// <summary>
/// The entries. They are added with their MAC, get their place once, and their person may be forgotten; nothing else of
/// them changes.
/// </summary>
internal sealed class TrailStore(Database database, TrailKeys keys)
{
    private const int PageSize = 1_000;

    /// <summary>Part of the transaction that makes it happen: both are kept, or neither.</summary>
    public Task AddAsync(UnitOfWork unit, TrailEntry entry, CancellationToken cancellationToken) => unit.ExecuteAsync(
        """
        insert into trail (id, organization, kind, happened_at, decision_id, decision_kind, task, generation,
            verdict, undoes, rendering_id, content_digest, activity_id, answer, proof, tenant_id, object_id,
            tallyfy_user_id, salt, object_hash, member_hash, words_hash, shown_hash, digest, mac)
        values (@Id, @Organization, @Kind, @HappenedAt, @DecisionId, @DecisionKind, @Task, @Generation,
            @Verdict, @Undoes, @RenderingId, @ContentDigest, @ActivityId, @Answer, @Proof, @TenantId, @ObjectId,
            @TallyfyUserId, @Salt, @ObjectHash, @MemberHash, @WordsHash, @ShownHash, @Digest, @Mac)
        """,
        entry with { Mac = keys.MacOf(entry) },
        cancellationToken);

    /// <summary>
    /// Every entry that has a place, whatever place, in their order and read a page at a time: who checks, prunes,
    /// exports or proves looks at the same rows.
    /// </summary>
    public async IAsyncEnumerable<TrailEntry> ListPlacedAsync(
        string organization,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, lastId) = (long.MinValue, "");

        while (true)
        {
            // Equal numbers are one row here, unless somebody took the index away.
            var page = await database.ReadAsync(
                unit => unit.QueryAsync<TrailEntry>(
                    """
                    select * from trail where organization = @organization and sequence >= @last
                        and (sequence > @last or id > @lastId)
                    order by sequence, id limit @most
                    """,
                    new { organization, last, lastId, most = PageSize },
                    cancellationToken),
                cancellationToken);

            foreach (var entry in page)
                yield return entry;

            if (page.Count < PageSize)
                yield break;

            (last, lastId) = (page[^1].Sequence!.Value, page[^1].Id);
        }
    }

    /// <summary>
    /// Those that wait for their place, the oldest first, read a page at a time. Of two processes the clocks may
    /// differ, so between them the order is not exact.
    /// </summary>
    public async IAsyncEnumerable<TrailEntry> ListWaitingAsync(
        UnitOfWork unit,
        string organization,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var (last, lastId) = (long.MinValue, "");

        while (true)
        {
            var page = await unit.QueryAsync<TrailEntry>(
                """
                select * from trail where organization = @organization and sequence is null
                    and happened_at >= @last and (happened_at > @last or id > @lastId)
                order by happened_at, id limit @most
                """,
                new { organization, last, lastId, most = PageSize },
                cancellationToken);

            foreach (var entry in page)
                yield return entry;

            if (page.Count < PageSize)
                yield break;

            (last, lastId) = (page[^1].HappenedAt, page[^1].Id);
        }
    }

    /// <summary>The same outside a transaction.</summary>
    public Task<IReadOnlyList<TrailEntry>> ListWaitingAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<TrailEntry>>(
            async unit => await ListWaitingAsync(unit, organization, cancellationToken).ToListAsync(cancellationToken),
            cancellationToken);

    public async Task<bool> HasWaitingAsync(string organization, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            unit => unit.FindAsync<string>(
                "select id from trail where organization = @organization and sequence is null limit 1",
                new { organization },
                cancellationToken),
            cancellationToken) is not null;

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

    /// <summary>Whether an entry has a place behind this one.</summary>
    public async Task<bool> IsLongerAsync(
        UnitOfWork unit, string organization, long sequence, CancellationToken cancellationToken) =>
        await unit.FindAsync<long?>(
            "select max(sequence) from trail where organization = @organization and sequence > @sequence",
            new { organization, sequence },
            cancellationToken) is not null;

    /// <summary>When the trail was begun; null where that was pruned, or never was.</summary>
    public Task<long?> FindBeginningAsync(UnitOfWork unit, string organization, CancellationToken cancellationToken) =>
        unit.FindAsync<long?>(
            "select happened_at from trail where organization = @organization and sequence = 1",
            new { organization },
            cancellationToken);

    /// <summary>Whether a key was ever used, in its place or not: it looks at all entries.</summary>
    public async Task<bool> HasKeyAsync(UnitOfWork unit, string organization, CancellationToken cancellationToken) =>
        await unit.FindAsync<string>(
            "select id from trail where organization = @organization and kind = @kind limit 1",
            new { organization, kind = nameof(TrailKind.KeyUsed) },
            cancellationToken) is not null;

    /// <summary>When the first entry happened that is kept and has its place; null where there is none.</summary>
    public Task<long?> FindOldestAsync(string organization, CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.FindAsync<long?>(
            """
            select happened_at from trail where organization = @organization and sequence is not null
            order by sequence limit 1
            """,
            new { organization },
            cancellationToken),
        cancellationToken);

    /// <summary>The public keys that the trail itself names, each with the place from which it is used.</summary>
    public async Task<IReadOnlyList<(long Place, string Key)>> ListKeysAsync(
        string organization, CancellationToken cancellationToken)
    {
        var entries = await database.ReadAsync(
            unit => unit.QueryAsync<TrailEntry>(
                """
                select * from trail where organization = @organization and sequence is not null
                    and kind in (@used, @lost) order by sequence
                """,
                new { organization, used = nameof(TrailKind.KeyUsed), lost = nameof(TrailKind.KeyLost) },
                cancellationToken),
            cancellationToken);

        return
        [
            .. entries
                .Select(entry => (entry.Sequence!.Value, Key: entry.Kind == nameof(TrailKind.KeyUsed)
                    ? entry.Answer
                    : KeyLoss.FromJson(entry.Answer)?.PublicKey))
                .Where(found => found.Key is not null)
                .Select(found => (found.Value, found.Key!)),
        ];
    }

    /// <summary>How many decisions since then have no entry of their claim.</summary>
    public Task<long> CountUnrecordedAsync(string organization, long since, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.FindAsync<long>(
                """
                select count(*) from decisions where organization = @organization and claimed_at >= @since
                    and not exists (select 1 from trail where trail.decision_id = decisions.id and trail.kind = @kind)
                """,
                new { organization, since, kind = nameof(TrailKind.Claimed) },
                cancellationToken),
            cancellationToken);

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
            "update trail set sequence = @Sequence, seal = @Seal where id = @Id and sequence is null",
            entries,
            cancellationToken);

    /// <summary>What there is of a decision, the oldest first: its claim and its end.</summary>
    public Task<IReadOnlyList<TrailEntry>> ListOfDecisionAsync(Guid decision, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.QueryAsync<TrailEntry>(
                "select * from trail where decision_id = @decision order by happened_at, id",
                new { decision = decision.ToString("n") },
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
            where lower(tenant_id) = lower(@tenant) and lower(object_id) = lower(@objectId)
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
