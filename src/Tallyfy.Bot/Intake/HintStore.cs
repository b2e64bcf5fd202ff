using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Intake;

/// <summary>What is still to be read from Tallyfy; one row a task or run, however often it is told.</summary>
internal sealed class HintStore(Database database, HintSignal signal, TimeProvider time)
{
    /// <summary>Longer than one reading takes; the wait for the budget comes before it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    public async Task AddAsync(string organization, IReadOnlyCollection<Hint> hints, CancellationToken cancellationToken)
    {
        if (hints.Count == 0)
            return;

        await database.WriteAsync(
            async unit =>
            {
                foreach (var hint in hints)
                    await AddAsync(unit, organization, hint, cancellationToken);

                return hints.Count;
            },
            cancellationToken);
        signal.Raise(organization);
    }

    /// <summary>The most urgent that is due; nobody else gets it before the lease ends.</summary>
    public Task<LeasedHint?> LeaseAsync(string organization, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => (await unit.FindAsync<HintRow>(
                $"""
                with due as materialized (
                    select kind, id from hints
                    where organization = @organization and due_at <= bot_now() and lease_until < bot_now()
                    order by priority, due_at, kind, id limit 1 {unit.SkipLocked})
                update hints set lease_until = bot_now() + @lease, attempts = attempts + 1
                where organization = @organization and (kind, id) in (select kind, id from due)
                returning kind, id, priority, mark, told, attempts
                """,
                new { organization, lease = (long)Lease.TotalMilliseconds },
                cancellationToken))?.ToHint(organization),
            cancellationToken);

    /// <summary>It was read. Told again meanwhile, it is due again: what was read may be older than what was told.</summary>
    public Task FinishAsync(LeasedHint leased, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await unit.ExecuteAsync(
                "delete from hints where organization = @organization and kind = @kind and id = @id and told = @told",
                Parameters(leased, TimeSpan.Zero),
                cancellationToken)
                + await unit.ExecuteAsync(
                    $"update hints set lease_until = 0, due_at = bot_now(), attempts = 0 where {This}",
                    Parameters(leased, TimeSpan.Zero),
                    cancellationToken),
            cancellationToken);

    /// <summary>It could not be read; it is kept and tried later.</summary>
    public Task PostponeAsync(LeasedHint leased, TimeSpan delay, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                $"update hints set lease_until = 0, due_at = bot_now() + @delay where {This}",
                Parameters(leased, delay),
                cancellationToken),
            cancellationToken);

    /// <summary>How many wait.</summary>
    public Task<long> CountAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from hints where organization = @organization", new { organization }, cancellationToken),
            cancellationToken);

    private const string This = "organization = @organization and kind = @kind and id = @id";

    // A sweep that finds the same again is no reason to try sooner what failed a moment ago.
    private Task AddAsync(UnitOfWork unit, string organization, Hint hint, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            insert into hints (organization, kind, id, priority, mark, told, due_at, lease_until, attempts, created_at)
            values (@organization, @kind, @id, @priority, @mark, 1, bot_now(), 0, 0, @at)
            on conflict (organization, kind, id) do update set
                told = hints.told + 1,
                mark = case when excluded.mark = '' then hints.mark else excluded.mark end,
                due_at = case when excluded.priority = 0 and excluded.due_at < hints.due_at
                    then excluded.due_at else hints.due_at end,
                priority = case when excluded.priority < hints.priority then excluded.priority else hints.priority end
            """,
            new
            {
                organization,
                kind = hint.Kind.ToString(),
                id = hint.Id,
                priority = hint.IsFromSweep ? 1L : 0L,
                mark = hint.Mark,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    private static object Parameters(LeasedHint leased, TimeSpan delay) => new
    {
        organization = leased.Organization,
        kind = leased.Hint.Kind.ToString(),
        id = leased.Hint.Id,
        told = leased.Told,
        delay = (long)delay.TotalMilliseconds,
    };

    private sealed record HintRow
    {
        public string Kind { get; init; } = "";

        public string Id { get; init; } = "";

        public long Priority { get; init; }

        public string Mark { get; init; } = "";

        public long Told { get; init; }

        public long Attempts { get; init; }

        public LeasedHint ToHint(string organization) => new(
            organization,
            new Hint(Enum.Parse<HintKind>(Kind), Id) { Mark = Mark, IsFromSweep = Priority > 0 },
            Told,
            (int)Attempts);
    }
}
