using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>What is still to be read from Tallyfy; one row a task or run, however often it is told.</summary>
internal sealed class HintStore(Database database, HintSignal signal, TimeProvider time)
    : WorkQueue<LeasedHint>(database, "hints", Lease)
{
    /// <summary>Longer than one reading takes; the wait for the budget comes before it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Database database = database;

    public override string DeadLetters =>
        $"""
        select id, 'hint' as kind, organization, kind || ' ' || subject as about, '' as person,
            attempts, last_error, created_at
        from hints where state = '{WorkState.Dead}'
        """;

    public async Task AddAsync(
        string organization,
        IReadOnlyCollection<Hint> hints,
        CancellationToken cancellationToken)
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

    /// <summary>The most urgent that is due.</summary>
    public Task<LeasedHint?> LeaseAsync(string organization, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await LeaseAsync(
                unit,
                "priority, due_at, kind, subject",
                "and organization = @within",
                organization,
                most: 1,
                cancellationToken) is [var hint] ? hint : null,
            cancellationToken);

    /// <summary>
    /// It was read. Told again meanwhile, it is due again: what was read may be older than what was told.
    /// </summary>
    public override Task FinishAsync(LeasedHint leased, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await unit.ExecuteAsync(
                "delete from hints where id = @id and times_notified = @timesNotified",
                new { id = leased.Id, timesNotified = leased.TimesNotified },
                cancellationToken)
                + await unit.ExecuteAsync(
                    "update hints set lease_until = 0, due_at = bot_now(), attempts = 0 where id = @id",
                    new { id = leased.Id },
                    cancellationToken),
            cancellationToken);

    /// <summary>How many wait.</summary>
    public Task<long> CountAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from hints where organization = @organization",
                new { organization },
                cancellationToken),
            cancellationToken);

    // A sweep that finds the same again is no reason to try sooner what failed a moment ago.
    private Task AddAsync(UnitOfWork unit, string organization, Hint hint, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            insert into hints (id, organization, kind, subject, priority, fingerprint, times_notified,
                state, due_at, attempts, lease_until, created_at)
            values (@id, @organization, @kind, @subject, @priority, @fingerprint, 1,
                '{WorkState.Due}', bot_now(), 0, 0, @at)
            on conflict (organization, kind, subject) do update set
                times_notified = hints.times_notified + 1,
                fingerprint = case when excluded.fingerprint = '' then hints.fingerprint else excluded.fingerprint end,
                due_at = case when excluded.priority = 0 and excluded.due_at < hints.due_at
                    then excluded.due_at else hints.due_at end,
                priority = case when excluded.priority < hints.priority then excluded.priority else hints.priority end
            """,
            new
            {
                id = Guid.CreateVersion7().ToString("n"),
                organization,
                kind = hint.Kind.ToString(),
                subject = hint.Id,
                priority = hint.IsFromSweep ? 1L : 0L,
                fingerprint = hint.Fingerprint,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
}
