using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Work;

/// <summary>
/// The rows of one table, worked off under a lease: nobody else gets a row before its lease ends. Such a table has the
/// columns id, state, due_at, attempts, lease_until, last_error and created_at beside its own.
/// </summary>
/// <param name="database">Where the table is.</param>
/// <param name="table">Its name.</param>
/// <param name="lease">Longer than one try may take.</param>
internal abstract class WorkQueue<TItem>(Database database, string table, TimeSpan lease) : IWorkQueue
    where TItem : WorkItem
{
    public abstract string DeadLetters { get; }

    /// <summary>How long a row is leased, in milliseconds.</summary>
    protected long LeaseMilliseconds { get; } = (long)lease.TotalMilliseconds;

    /// <summary>How many tries a dead letter has behind it when it is sent again.</summary>
    protected virtual int AttemptsWhenSentAgain => 0;

    /// <summary>Takes what is due, the longest waiting first.</summary>
    public Task<IReadOnlyList<TItem>> LeaseAsync(int most, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => LeaseAsync(unit, "due_at, id", "", "", most, cancellationToken), cancellationToken);

    public virtual Task FinishAsync(TItem item, CancellationToken cancellationToken) =>
        SetAsync(item, WorkState.Done, TimeSpan.Zero, null, cancellationToken);

    /// <summary>It is tried again after <paramref name="delay"/>.</summary>
    public Task PostponeAsync(TItem item, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, WorkState.Due, delay, error, cancellationToken);

    /// <summary>Given up.</summary>
    public Task DeadLetterAsync(TItem item, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, WorkState.Dead, TimeSpan.Zero, error, cancellationToken);

    public Task<int> SendAgainAsync(UnitOfWork unit, string? id, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            update {table} set state = '{WorkState.Due}', due_at = 0, attempts = @attempts, lease_until = 0
            where state = '{WorkState.Dead}' and (id = @id or @id is null)
            """,
            new { id, attempts = AttemptsWhenSentAgain },
            cancellationToken);

    /// <summary>Takes what is due and fits a further condition, which may use <c>@within</c>.</summary>
    protected Task<IReadOnlyList<TItem>> LeaseAsync(
        UnitOfWork unit, string order, string also, string within, int most, CancellationToken cancellationToken) =>
        unit.QueryAsync<TItem>(
            $"""
            with due as materialized (
                select id from {table}
                where state = '{WorkState.Due}' and due_at <= bot_now() and lease_until < bot_now() {also}
                order by {order} limit @most {unit.SkipLocked})
            update {table} set lease_until = bot_now() + @lease, attempts = attempts + 1
            where id in (select id from due)
            returning *
            """,
            new { lease = LeaseMilliseconds, most, within },
            cancellationToken);

    protected Task SetAsync(
        TItem item, WorkState state, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => SetAsync(unit, item, state, delay, error, cancellationToken), cancellationToken);

    /// <summary>Ends the lease; changes nothing, and answers 0, when somebody else holds the row by now.</summary>
    protected Task<int> SetAsync(
        UnitOfWork unit,
        TItem item,
        WorkState state,
        TimeSpan delay,
        string? error,
        CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            update {table} set state = @state, due_at = bot_now() + @delay, lease_until = 0, last_error = @error
            where id = @id and lease_until = @leaseUntil
            """,
            new
            {
                id = item.Id,
                state = state.ToString(),
                delay = (long)delay.TotalMilliseconds,
                error,
                leaseUntil = item.LeaseUntil,
            },
            cancellationToken);
}
