using Microsoft.Extensions.Options;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Operators;

/// <summary>What still has to be told to operators, and what was: nobody is told the same twice.</summary>
internal sealed class OperatorNoticeStore(Database database, IOptions<OperatorOptions> options, TimeProvider time)
{
    /// <summary>Longer than one call to the chat platform may take with its wait for the pace.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    /// <summary>For every operator; whoever is to be told already stays as they are. Answers how many are new.</summary>
    public Task<int> AddAsync(
        UnitOfWork unit, string organization, OperatorNews news, string episode, CancellationToken cancellationToken) =>
        AddAsync(
            unit,
            organization,
            news,
            episode,
            options.Value.People.Select(person => new PersonId(person.Tenant, person.ObjectId)),
            cancellationToken);

    public Task<int> AddAsync(
        string organization, OperatorNews news, string episode, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => AddAsync(unit, organization, news, episode, cancellationToken), cancellationToken);

    /// <summary>For those who were told the other thing, or are being told it now.</summary>
    public async Task AddForToldAsync(
        UnitOfWork unit,
        string organization,
        OperatorNews told,
        OperatorNews news,
        string episode,
        CancellationToken cancellationToken)
    {
        var rows = await unit.QueryAsync<NoticeRow>(
            """
            select * from operator_notices where organization = @organization and news = @told and episode = @episode
            and (state = 'done' or lease_until >= bot_now())
            """,
            new { organization, told = told.ToString(), episode },
            cancellationToken);

        await AddAsync(unit, organization, news, episode, rows.Select(row => row.ToNotice().Person), cancellationToken);
    }

    /// <summary>Takes what is due; nobody else gets it before the lease ends.</summary>
    public Task<IReadOnlyList<OperatorNotice>> LeaseAsync(int most, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<OperatorNotice>>(
            async unit => [.. (await unit.QueryAsync<NoticeRow>(
                $"""
                with due as materialized (
                    select id from operator_notices where state = 'due' and due_at <= bot_now() and lease_until < bot_now()
                    order by due_at limit @most {unit.SkipLocked})
                update operator_notices set lease_until = bot_now() + @lease, attempts = attempts + 1
                where id in (select id from due)
                returning id, organization, news, episode, tenant_id, object_id, attempts
                """,
                new { lease = (long)Lease.TotalMilliseconds, most },
                cancellationToken)).Select(row => row.ToNotice())],
            cancellationToken);

    public Task FinishAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        SetAsync(notice, "done", TimeSpan.Zero, null, cancellationToken);

    /// <summary>It was over before it could be told.</summary>
    public Task DropAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        SetAsync(notice, "dropped", TimeSpan.Zero, null, cancellationToken);

    public Task PostponeAsync(
        OperatorNotice notice, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        SetAsync(notice, "due", delay, error, cancellationToken);

    /// <summary>Given up; the log and the health address say the same.</summary>
    public Task BuryAsync(OperatorNotice notice, string? error, CancellationToken cancellationToken) =>
        SetAsync(notice, "dead", TimeSpan.Zero, error, cancellationToken);

    private async Task<int> AddAsync(
        UnitOfWork unit,
        string organization,
        OperatorNews news,
        string episode,
        IEnumerable<PersonId> people,
        CancellationToken cancellationToken)
    {
        var added = 0;

        foreach (var person in people)
            added += await unit.ExecuteAsync(
                """
                insert into operator_notices
                    (id, organization, news, episode, tenant_id, object_id, state, due_at, attempts, lease_until, created_at)
                values (@id, @organization, @news, @episode, @tenant, @objectId, 'due', bot_now(), 0, 0, @at)
                on conflict (organization, news, episode, tenant_id, object_id) do nothing
                """,
                new
                {
                    id = Guid.CreateVersion7().ToString("n"),
                    organization,
                    news = news.ToString(),
                    episode,
                    tenant = person.Tenant,
                    objectId = person.ObjectId,
                    at = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken);

        return added;
    }

    private Task SetAsync(
        OperatorNotice notice, string state, TimeSpan delay, string? error, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                update operator_notices set state = @state, due_at = bot_now() + @delay, lease_until = 0, last_error = @error
                where id = @id
                """,
                new { id = notice.Id, state, delay = (long)delay.TotalMilliseconds, error },
                cancellationToken),
            cancellationToken);

    private sealed record NoticeRow
    {
        public string Id { get; init; } = "";

        public string Organization { get; init; } = "";

        public string News { get; init; } = "";

        public string Episode { get; init; } = "";

        public string TenantId { get; init; } = "";

        public string ObjectId { get; init; } = "";

        public long Attempts { get; init; }

        public OperatorNotice ToNotice() => new()
        {
            Id = Id,
            Organization = Organization,
            News = Enum.Parse<OperatorNews>(News),
            Episode = Episode,
            Person = new PersonId(TenantId, ObjectId),
            Attempts = (int)Attempts,
        };
    }
}
