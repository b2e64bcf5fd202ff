using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>What still has to reach a chat, written in the transaction that causes it.</summary>
internal sealed class Outbox(Database database, TimeProvider time)
{
    /// <summary>
    /// Longer than one call to the chat platform may take with its wait for the pace. No longer: while it lasts, a chat whose
    /// sender died gets nothing else.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Asks for a post or an update; a card has one row. While it is on its way it only counts up, and is sent once more
    /// after that: two processes never post the same card. A failed try keeps its wait, a dead letter gets another chance.
    /// </summary>
    public Task AddAsync(
        UnitOfWork unit,
        OutboxKind kind,
        string postedCardId,
        TimeSpan delay,
        CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            insert into outbox (id, kind, posted_card_id, tenant_id, conversation, state, due_at, attempts, lease_until, wanted, created_at)
            select @id, @kind, id, tenant_id, case when conversation_id = '' then object_id else conversation_id end, 'due',
                bot_now() + @delay, 0, 0, 1, @at
            from posted_cards where id = @card
            on conflict (posted_card_id) do update set
                wanted = outbox.wanted + 1,
                due_at = case
                    when outbox.state = 'dead' then excluded.due_at
                    when outbox.attempts > 0 and outbox.lease_until < bot_now() then outbox.due_at
                    when outbox.due_at < excluded.due_at then outbox.due_at
                    else excluded.due_at end,
                attempts = case when outbox.state = 'dead' then 0 else outbox.attempts end,
                state = case when outbox.state = 'dead' then 'due' else outbox.state end
            """,
            new
            {
                id = Guid.CreateVersion7().ToString("n"),
                kind = kind.ToString(),
                card = postedCardId,
                delay = (long)delay.TotalMilliseconds,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>
    /// Takes what is due in this tenant, the oldest first and one a conversation; nobody else gets it before the lease ends.
    /// </summary>
    public Task<IReadOnlyList<OutboxItem>> LeaseAsync(string tenant, int most, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<OutboxItem>>(
            async unit =>
            {
                // Due again when the lease ends, or as soon as somebody asks for more. The plus keeps the index by due_at
                // out of it: with that one every due row is looked at and sorted for each handful that is taken.
                var rows = await unit.QueryAsync<OutboxRow>(
                    """
                    with next as materialized (
                        select id from outbox as mine
                        where tenant_id = @tenant and state = 'due' and +due_at <= @now and lease_until < @now
                            and not exists (
                                select 1 from outbox as other where other.conversation = mine.conversation
                                    and (other.lease_until >= @now
                                        or (other.id < mine.id and other.state = 'due' and other.due_at <= @now)))
                        order by id limit @most)
                    update outbox set lease_until = @now + @lease, due_at = @now + @lease, attempts = attempts + 1
                    where lease_until < @now and id in (select id from next)
                    returning id, kind, posted_card_id, attempts, wanted, lease_until
                    """,
                    new
                    {
                        tenant,
                        most,
                        now = await unit.ReadClockAsync(cancellationToken),
                        lease = (long)Lease.TotalMilliseconds,
                    },
                    cancellationToken);

                return [.. rows.OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => row.ToItem())];
            },
            cancellationToken);

    /// <summary>Done, unless somebody asked for more meanwhile: then it is sent once more.</summary>
    public Task RemoveAsync(OutboxItem item, CancellationToken cancellationToken) => EndAsync(
        item, "delete from outbox where id = @id and lease_until = @lease and wanted = @wanted", TimeSpan.Zero, cancellationToken);

    /// <summary>The same, where the card looks different after a while without anything having happened.</summary>
    public Task ShowAgainAsync(OutboxItem item, TimeSpan delay, CancellationToken cancellationToken) => EndAsync(
        item,
        """
        update outbox set kind = 'Update', attempts = 0, due_at = bot_now() + @delay, lease_until = 0
        where id = @id and lease_until = @lease and wanted = @wanted
        """,
        delay,
        cancellationToken);

    private Task EndAsync(OutboxItem item, string end, TimeSpan delay, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                var row = new
                {
                    id = item.Id,
                    wanted = item.Wanted,
                    lease = item.LeaseUntil,
                    delay = (long)delay.TotalMilliseconds,
                };
                var ended = await unit.ExecuteAsync(end, row, cancellationToken);

                return ended > 0
                    ? ended
                    : await unit.ExecuteAsync(
                        "update outbox set kind = 'Update', attempts = 0, lease_until = 0 where id = @id and lease_until = @lease",
                        row,
                        cancellationToken);
            },
            cancellationToken);

    /// <summary>Tries again later, as a post or an update.</summary>
    public Task PostponeAsync(
        OutboxItem item, OutboxKind kind, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, kind, "due", delay, error, cancellationToken);

    /// <summary>Nothing was sent: tries again later, and it does not count.</summary>
    public Task DeferAsync(OutboxItem item, TimeSpan delay, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update outbox set due_at = bot_now() + @delay, lease_until = 0, attempts = attempts - 1
                where id = @id and lease_until = @lease
                """,
                new { id = item.Id, lease = item.LeaseUntil, delay = (long)delay.TotalMilliseconds },
                cancellationToken),
            cancellationToken);

    /// <summary>Rests until the person can be reached again.</summary>
    public Task ParkAsync(OutboxItem item, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, item.Kind, "parked", TimeSpan.Zero, error, cancellationToken);

    /// <summary>Given up; kept so that a person can see and send it again.</summary>
    public Task BuryAsync(OutboxItem item, string? error, CancellationToken cancellationToken) =>
        SetAsync(item, item.Kind, "dead", TimeSpan.Zero, error, cancellationToken);

    /// <summary>An event showed that this person can be reached again.</summary>
    public Task ReviveAsync(PersonId person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update outbox set state = 'due', due_at = bot_now(), lease_until = 0
                where state = 'parked' and posted_card_id in
                    (select id from posted_cards where tenant_id = @tenant and object_id = @objectId)
                """,
                new { tenant = person.Tenant, objectId = person.ObjectId },
                cancellationToken),
            cancellationToken);

    private Task SetAsync(
        OutboxItem item, OutboxKind kind, string state, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update outbox set kind = @kind, state = @state, due_at = bot_now() + @delay, lease_until = 0, last_error = @error
                where id = @id and lease_until = @lease
                """,
                new
                {
                    id = item.Id,
                    kind = kind.ToString(),
                    state,
                    delay = (long)delay.TotalMilliseconds,
                    error,
                    lease = item.LeaseUntil,
                },
                cancellationToken),
            cancellationToken);

    private sealed record OutboxRow
    {
        public string Id { get; init; } = "";

        public string Kind { get; init; } = "";

        public string PostedCardId { get; init; } = "";

        public long Attempts { get; init; }

        public long Wanted { get; init; }

        public long LeaseUntil { get; init; }

        public OutboxItem ToItem() => new()
        {
            Id = Id,
            Kind = Enum.Parse<OutboxKind>(Kind),
            PostedCardId = PostedCardId,
            Attempts = (int)Attempts,
            Wanted = Wanted,
            LeaseUntil = LeaseUntil,
        };
    }
}
