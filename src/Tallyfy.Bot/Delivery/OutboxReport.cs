using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>What an operator is told of deliveries, and may send again: dead letters, what rests, and what may be there twice.</summary>
internal sealed class OutboxReport(Database database)
{
    public Task<OutboxCounts> CountAsync(CancellationToken cancellationToken) => database.ReadAsync(
        async unit => await unit.FindAsync<OutboxCounts>(
            """
            select (select count(*) from outbox where state = 'dead') + (select count(*) from comments where state = 'dead') as dead,
                (select count(*) from outbox where state = 'parked') as parked,
                (select cast(coalesce(sum(unconfirmed), 0) as bigint) from posted_cards) as maybe_posted
            """,
            new { },
            cancellationToken) ?? new OutboxCounts(),
        cancellationToken);

    /// <summary>The oldest first.</summary>
    public Task<IReadOnlyList<DeadLetter>> ListDeadAsync(CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.QueryAsync<DeadLetter>(
            """
            select outbox.id, 'card' as kind, organization, task, posted_cards.tenant_id || '/' || object_id as person, attempts,
                last_error, outbox.created_at
            from outbox join posted_cards on posted_cards.id = posted_card_id where outbox.state = 'dead'
            union all
            select decision_id, 'comment', organization, task, tenant_id || '/' || object_id, comments.attempts, last_error,
                created_at
            from comments join decisions on decisions.id = decision_id where comments.state = 'dead'
            order by 8, 1
            """,
            new { },
            cancellationToken),
        cancellationToken);

    /// <summary>Gives one dead letter, or all of them, another chance; answers how many. Due at once, whoever reads the clock.</summary>
    public Task<int> SendAgainAsync(string? id, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
            await unit.ExecuteAsync(
                """
                update outbox set state = 'due', due_at = 0, attempts = 0, lease_until = 0
                where state = 'dead' and (id = @id or @id is null)
                """,
                new { id },
                cancellationToken)
            // A comment that was tried is looked for before it is sent: it keeps the mark of one try.
            + await unit.ExecuteAsync(
                """
                update comments set state = 'due', due_at = 0, attempts = 1, lease_until = 0
                where state = 'dead' and (decision_id = @id or @id is null)
                """,
                new { id },
                cancellationToken),
        cancellationToken);
}

/// <summary>How many deliveries need somebody's attention.</summary>
internal sealed record OutboxCounts
{
    public long Dead { get; init; }

    /// <summary>For people who cannot be reached.</summary>
    public long Parked { get; init; }

    /// <summary>Posts without an answer that nobody has seen since.</summary>
    public long MaybePosted { get; init; }

    public override string ToString() =>
        $"{Dead} dead letters; {Parked} for people who cannot be reached; {MaybePosted} posts without an answer, which may be there";
}

/// <summary>A delivery that was given up.</summary>
internal sealed record DeadLetter
{
    public string Id { get; init; } = "";

    public string Kind { get; init; } = "";

    public string Organization { get; init; } = "";

    public string Task { get; init; } = "";

    public string Person { get; init; } = "";

    public long Attempts { get; init; }

    public string? LastError { get; init; }

    public long CreatedAt { get; init; }

    public override string ToString() =>
        $"{Id}  {Kind,-7}  {DateTimeOffset.FromUnixTimeMilliseconds(CreatedAt):u}  {LastError ?? "no code",-24}  {Attempts} tries  {Organization}/{Task}  {Person}";
}
