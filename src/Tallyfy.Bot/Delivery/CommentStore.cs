using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>Comments that still have to reach Tallyfy, one a decision.</summary>
internal sealed class CommentStore(Database database, TimeProvider time)
{
    /// <summary>Longer than one call to Tallyfy may take.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(2);

    public Task AddAsync(UnitOfWork unit, Decision decision, CancellationToken cancellationToken) => unit.ExecuteAsync(
        """
        insert into comments (decision_id, state, due_at, attempts, lease_until, created_at)
        values (@id, 'due', bot_now(), 0, 0, @at)
        on conflict (decision_id) do nothing
        """,
        new { id = decision.Id.ToString("n"), at = time.GetUtcNow().ToUnixTimeMilliseconds() },
        cancellationToken);

    /// <summary>Takes what is due; nobody else gets it before the lease ends.</summary>
    public Task<IReadOnlyList<CommentItem>> LeaseAsync(int most, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<CommentItem>>(
            async unit => [.. (await unit.QueryAsync<CommentRow>(
                $"""
                with due as materialized (
                    select decision_id from comments where state = 'due' and due_at <= bot_now() and lease_until < bot_now()
                    order by due_at limit @most {unit.SkipLocked})
                update comments set lease_until = bot_now() + @lease, attempts = attempts + 1
                where decision_id in (select decision_id from due)
                returning decision_id, attempts
                """,
                new { lease = (long)Lease.TotalMilliseconds, most },
                cancellationToken)).Select(row => new CommentItem(Guid.Parse(row.DecisionId), (int)row.Attempts))],
            cancellationToken);

    public Task FinishAsync(CommentItem item, CancellationToken cancellationToken) =>
        SetAsync(item, "done", TimeSpan.Zero, null, cancellationToken);

    public Task PostponeAsync(CommentItem item, TimeSpan delay, string error, CancellationToken cancellationToken) =>
        SetAsync(item, "due", delay, error, cancellationToken);

    /// <summary>Given up; kept so that a person can see it.</summary>
    public Task BuryAsync(CommentItem item, string error, CancellationToken cancellationToken) =>
        SetAsync(item, "dead", TimeSpan.Zero, error, cancellationToken);

    private Task SetAsync(
        CommentItem item, string state, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update comments set state = @state, due_at = bot_now() + @delay, lease_until = 0, last_error = @error
                where decision_id = @id
                """,
                new { id = item.Decision.ToString("n"), state, delay = (long)delay.TotalMilliseconds, error },
                cancellationToken),
            cancellationToken);

    private sealed record CommentRow
    {
        public string DecisionId { get; init; } = "";

        public long Attempts { get; init; }
    }
}

/// <summary>A comment to be sent; its words come from the decision.</summary>
internal sealed record CommentItem(Guid Decision, int Attempts);
