using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>What still has to reach a chat, written in the transaction that causes it.</summary>
internal sealed class Outbox(Database database, TimeProvider time)
    : WorkQueue<OutboxItem>(database, "outbox", Lease)
{
    /// <summary>
    /// Longer than one call to the chat platform may take with its wait for the pace. No longer: while it lasts, a chat
    /// whose sender died gets nothing else.
    /// </summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Database database = database;

    public override string DeadLetters =>
        $"""
        select outbox.id, 'card' as kind, organization, task as about,
            posted_cards.tenant_id || '/' || object_id as person, attempts, last_error, outbox.created_at
        from outbox join posted_cards on posted_cards.id = posted_card_id where outbox.state = '{WorkState.Dead}'
        """;

    /// <summary>
    /// Asks for a post or an update; a card has one row. While it is on its way it only counts up, and is sent once
    /// more after that: two processes never post the same card. A failed try keeps its wait, a dead letter gets another
    /// chance. What is for somebody whom the platform refuses rests with the rest. A card that only a list names is
    /// shown by that list.
    /// </summary>
    public Task AddAsync(
        UnitOfWork unit,
        OutboxKind kind,
        string postedCardId,
        TimeSpan delay,
        CancellationToken cancellationToken) =>
        AddAsync(unit, NewId(), kind, postedCardId, delay, cancellationToken);

    /// <summary>Asks for posts that arrive in this order.</summary>
    public async Task PostAsync(
        UnitOfWork unit, IReadOnlyList<string> postedCardIds, CancellationToken cancellationToken)
    {
        // Of one millisecond they are in no order of their own.
        var ids = postedCardIds.Select(_ => NewId()).Order(StringComparer.Ordinal);

        foreach (var (id, card) in ids.Zip(postedCardIds))
            await AddAsync(unit, id, OutboxKind.Post, card, TimeSpan.Zero, cancellationToken);
    }

    private static string NewId() => Guid.CreateVersion7().ToString("n");

    private Task<int> AddAsync(
        UnitOfWork unit,
        string id,
        OutboxKind kind,
        string postedCardId,
        TimeSpan delay,
        CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            insert into outbox (id, kind, posted_card_id, tenant_id, conversation,
                state, due_at, attempts, lease_until, wanted, created_at)
            select @id, @kind, posted_cards.id, posted_cards.tenant_id,
                case when posted_cards.conversation_id = '' then posted_cards.object_id
                    else posted_cards.conversation_id end,
                case when rests_until > bot_now() + @delay then '{WorkState.Suspended}' else '{WorkState.Due}' end,
                case when rests_until > bot_now() + @delay then rests_until else bot_now() + @delay end, 0, 0, 1, @at
            from posted_cards as asked join posted_cards on posted_cards.id = case
                    when asked.state = '{PostedCardState.Listed}' then asked.list_id else asked.id end
                left join chats on chats.tenant_id = posted_cards.tenant_id
                and chats.object_id = posted_cards.object_id
            where asked.id = @card
            on conflict (posted_card_id) do update set
                wanted = outbox.wanted + 1,
                due_at = case
                    when outbox.state = '{WorkState.Dead}' then excluded.due_at
                    when outbox.state = '{WorkState.Suspended}' then outbox.due_at
                    when outbox.attempts > 0 and outbox.lease_until < bot_now() then outbox.due_at
                    when outbox.due_at < excluded.due_at then outbox.due_at
                    else excluded.due_at end,
                attempts = case when outbox.state = '{WorkState.Dead}' then 0 else outbox.attempts end,
                state = case when outbox.state = '{WorkState.Dead}' then excluded.state else outbox.state end
            """,
            new
            {
                id,
                kind = kind.ToString(),
                card = postedCardId,
                delay = (long)delay.TotalMilliseconds,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>
    /// Takes what is due in this tenant, the oldest first and one a conversation; nobody else gets it before the lease
    /// ends.
    /// </summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="most">How many.</param>
    /// <param name="begun">
    /// What this process is still at, however long: it goes on, and is not begun a second time beside.
    /// </param>
    /// <param name="cancellationToken">Ends it.</param>
    public Task<IReadOnlyList<OutboxItem>> LeaseAsync(
        string tenant, int most, string[] begun, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<OutboxItem>>(
            async unit =>
            {
                var now = await unit.ReadClockAsync(cancellationToken);
                await unit.ExecuteAsync(
                    $"""
                    update outbox set state = '{WorkState.Due}'
                    where tenant_id = @tenant and state = '{WorkState.Suspended}' and due_at <= @now
                    """,
                    new { tenant, now },
                    cancellationToken);

                // Due again when the lease ends, or as soon as somebody asks for more. The plus keeps the index by
                // due_at out of it: with that one every due row is looked at and sorted for each handful that is taken.
                var rows = await unit.QueryAsync<OutboxItem>(
                    $"""
                    with next as materialized (
                        select id from outbox as mine
                        where tenant_id = @tenant and state = '{WorkState.Due}' and +due_at <= @now
                            and lease_until < @now and not (id {unit.In("begun")})
                            and not exists (
                                select 1 from outbox as other where other.conversation = mine.conversation
                                    and (other.lease_until >= @now
                                        or (other.id < mine.id
                                            and other.state = '{WorkState.Due}' and other.due_at <= @now)))
                        order by id limit @most)
                    update outbox set lease_until = @now + @lease, due_at = @now + @lease, attempts = attempts + 1
                    where lease_until < @now and id in (select id from next)
                    returning *
                    """,
                    new
                    {
                        tenant,
                        most,
                        now,
                        begun,
                        lease = LeaseMilliseconds,
                    },
                    cancellationToken);

                return [.. rows.OrderBy(row => row.Id, StringComparer.Ordinal)];
            },
            cancellationToken);

    /// <summary>Done, unless somebody asked for more meanwhile: then it is sent once more.</summary>
    public Task RemoveAsync(OutboxItem item, CancellationToken cancellationToken) => EndAsync(
        item,
        "delete from outbox where id = @id and lease_until = @lease and wanted = @wanted",
        () => TimeSpan.Zero,
        cancellationToken);

    /// <summary>The same, where the card looks different at an instant without anything having happened.</summary>
    public Task ShowAgainAsync(OutboxItem item, DateTimeOffset at, CancellationToken cancellationToken) => EndAsync(
        item,
        """
        update outbox set kind = 'Update', attempts = 0, due_at = bot_now() + @delay, lease_until = 0
        where id = @id and lease_until = @lease and wanted = @wanted
        """,
        () => at - time.GetUtcNow(), // only now: a store that is slow must not make it late
        cancellationToken);

    private Task EndAsync(
        OutboxItem item, string end, Func<TimeSpan> delay, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                var row = new
                {
                    id = item.Id,
                    wanted = item.Wanted,
                    lease = item.LeaseUntil,
                    delay = (long)delay().TotalMilliseconds,
                };
                var ended = await unit.ExecuteAsync(end, row, cancellationToken);

                return ended > 0
                    ? ended
                    : await unit.ExecuteAsync(
                        """
                        update outbox set kind = 'Update', attempts = 0, lease_until = 0
                        where id = @id and lease_until = @lease
                        """,
                        row,
                        cancellationToken);
            },
            cancellationToken);

    /// <summary>Tries again later, as a post or an update.</summary>
    public Task PostponeAsync(
        OutboxItem item, OutboxKind kind, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                var isOurs = await SetAsync(unit, item, WorkState.Due, delay, error, cancellationToken) > 0;

                return isOurs && kind != item.Kind
                    ? await unit.ExecuteAsync(
                        "update outbox set kind = @kind where id = @id",
                        new { id = item.Id, kind = kind.ToString() },
                        cancellationToken)
                    : 0;
            },
            cancellationToken);

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

    /// <summary>
    /// It rests, and with it all that is to be seen at the same place. What was refused gets a new id, and so goes last
    /// when the time comes: a card that is never taken stands in nobody's way. That it was tried does not count.
    /// </summary>
    public static async Task RestAsync(
        UnitOfWork unit,
        OutboxItem item,
        PostedCard card,
        long until,
        string? error,
        CancellationToken cancellationToken)
    {
        var row = new
        {
            id = item.Id,
            lease = item.LeaseUntil,
            until,
            last = NewId(),
            error,
            tenant = card.Person.Tenant,
            place = card.Place,
            person = card.Person.ObjectId,
        };
        await unit.ExecuteAsync(
            $"""
            update outbox set id = @last, state = '{WorkState.Suspended}', due_at = @until, lease_until = 0,
                last_error = @error, attempts = attempts - 1
            where id = @id and lease_until = @lease
            """,
            row,
            cancellationToken);
        await unit.ExecuteAsync(
            $"""
            update outbox set state = '{WorkState.Suspended}', due_at = @until
            where conversation in (@place, @person) and tenant_id = @tenant and id <> @last
                and state in ('{WorkState.Due}', '{WorkState.Suspended}') and due_at < @until
                and lease_until < bot_now()
            """,
            row,
            cancellationToken);
    }

    /// <summary>A sign of life of this person.</summary>
    public Task ResumeAsync(PersonId person, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => ResumeAsync(unit, person, cancellationToken), cancellationToken);

    public static Task<int> ResumeAsync(UnitOfWork unit, PersonId person, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            update outbox set state = '{WorkState.Due}', due_at = bot_now(), lease_until = 0
            where state = '{WorkState.Suspended}' and posted_card_id in
                (select id from posted_cards where tenant_id = @tenant and object_id = @objectId)
            """,
            new { tenant = person.Tenant, objectId = person.ObjectId },
            cancellationToken);
}
