using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>What is still to be read from Tallyfy; one row a task or run, however often it is told.</summary>
internal sealed class HintStore(Database database, HintSignal signal, TimeProvider time)
    : WorkQueue<LeasedHint>(database, "hints", Lease)
{
    /// <summary>Longer than one reading takes; the wait for the budget comes before it.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>The feed tells of everything at once, so it is not read again at once.</summary>
    public static readonly TimeSpan FeedRest = TimeSpan.FromSeconds(10);

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
                    await AddAsync(unit, organization, hint, TimeSpan.Zero, long.MaxValue, cancellationToken);

                return hints.Count;
            },
            cancellationToken);
        signal.Raise(organization);
    }

    /// <summary>Keeps what a webhook told; false when so many of its kind wait already that it is not kept.</summary>
    public async Task<bool> TryAddAsync(
        string organization, Hint hint, int most, CancellationToken cancellationToken)
    {
        var isKept = await database.WriteAsync(
            unit => AddAsync(unit, organization, hint, TimeSpan.Zero, most, cancellationToken), cancellationToken) > 0;

        if (isKept)
            signal.Raise(organization);

        return isKept;
    }

    /// <summary>Has the feed read, not before a while; how long it is until then.</summary>
    public async Task<TimeSpan> AskForFeedAsync(
        string organization, TimeSpan delay, CancellationToken cancellationToken)
    {
        var left = await database.WriteAsync(
            async unit =>
            {
                await AddAsync(unit, organization, Hint.Feed, delay, long.MaxValue, cancellationToken);
                return await unit.FindAsync<long>(
                    $"""
                    select due_at - bot_now() from hints
                    where organization = @organization and kind = '{HintKind.Feed}' and subject = ''
                    """,
                    new { organization },
                    cancellationToken);
            },
            cancellationToken);
        signal.Raise(organization);
        return TimeSpan.FromMilliseconds(Math.Max(0, left));
    }

    /// <summary>The most urgent that is due, of those that come from where it may be read now.</summary>
    public Task<LeasedHint?> LeaseAsync(
        string organization, IReadOnlyCollection<HintSource> sources, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await LeaseAsync(
                unit,
                "priority, due_at, kind, subject",
                $"and organization = @within and priority in ({string.Join(", ", sources.Select(one => (int)one))})",
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
                    """
                    update hints set lease_until = 0, due_at = bot_now() + @rest, attempts = 0 where id = @id
                    """,
                    new { id = leased.Id, rest = leased.Kind is HintKind.Feed ? (long)FeedRest.TotalMilliseconds : 0L },
                    cancellationToken),
            cancellationToken);

    /// <summary>Since when the oldest that could be read is not; null when none is due.</summary>
    public async Task<TimeSpan?> FindDelayAsync(string organization, CancellationToken cancellationToken)
    {
        var behind = await database.ReadAsync(
            unit => unit.FindAsync<long>(
                $"""
                select coalesce(bot_now() - min(due_at), 0) from hints
                where organization = @organization and state = '{WorkState.Due}' and due_at < bot_now()
                """,
                new { organization },
                cancellationToken),
            cancellationToken);

        return behind > 0 ? TimeSpan.FromMilliseconds(behind) : null;
    }

    /// <summary>How many wait.</summary>
    public Task<long> CountAsync(string organization, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.FindAsync<long>(
                "select count(*) from hints where organization = @organization",
                new { organization },
                cancellationToken),
            cancellationToken);

    // A sweep that finds the same again, or what may be made up, is no reason to try sooner what failed a moment ago.
    private Task<int> AddAsync(
        UnitOfWork unit,
        string organization,
        Hint hint,
        TimeSpan delay,
        long most,
        CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            insert into hints (id, organization, kind, subject, priority, fingerprint, times_notified,
                state, due_at, attempts, lease_until, created_at)
            select @id, @organization, @kind, @subject, @priority, @fingerprint, 1,
                '{WorkState.Due}', bot_now() + @delay, 0, 0, @at
            where (select count(*) from hints where organization = @organization and priority = @priority) < @most
                or exists (
                    select 1 from hints where organization = @organization and kind = @kind and subject = @subject)
            on conflict (organization, kind, subject) do update set
                times_notified = hints.times_notified + 1,
                fingerprint = case when excluded.fingerprint = '' then hints.fingerprint else excluded.fingerprint end,
                due_at = case when excluded.priority <= {(int)HintSource.Known} and excluded.due_at < hints.due_at
                    then excluded.due_at else hints.due_at end,
                priority = case when excluded.priority < hints.priority then excluded.priority else hints.priority end
            """,
            new
            {
                id = Guid.CreateVersion7().ToString("n"),
                organization,
                kind = hint.Kind.ToString(),
                subject = hint.Id,
                priority = (long)hint.Source,
                fingerprint = hint.Fingerprint,
                delay = (long)delay.TotalMilliseconds,
                most,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
}
