using Microsoft.Extensions.Options;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Operators;

/// <summary>What still has to be told to operators, and what was: nobody is told the same twice.</summary>
internal sealed class OperatorNoticeStore(Database database, IOptions<OperatorOptions> options, TimeProvider time)
    : WorkQueue<OperatorNotice>(database, "operator_notices", Lease)
{
    /// <summary>Longer than one call to the chat platform may take with its wait for the pace.</summary>
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private readonly Database database = database;

    public override string DeadLetters =>
        $"""
        select id, 'notice' as kind, organization, news as about, tenant_id || '/' || object_id as person,
            attempts, last_error, created_at
        from operator_notices where state = '{WorkState.Dead}'
        """;

    /// <summary>
    /// For every operator; whoever is to be told already stays as they are. Answers how many are new.
    /// </summary>
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
        var rows = await unit.QueryAsync<OperatorNotice>(
            $"""
            select * from operator_notices where organization = @organization and news = @told and episode = @episode
            and (state = '{WorkState.Done}' or lease_until >= bot_now())
            """,
            new { organization, told = told.ToString(), episode },
            cancellationToken);

        await AddAsync(unit, organization, news, episode, rows.Select(row => row.Person), cancellationToken);
    }

    /// <summary>It was over before it could be told.</summary>
    public Task DropAsync(OperatorNotice notice, CancellationToken cancellationToken) =>
        SetAsync(notice, WorkState.Dropped, TimeSpan.Zero, null, cancellationToken);

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
                $"""
                insert into operator_notices
                    (id, organization, news, episode, tenant_id, object_id,
                        state, due_at, attempts, lease_until, created_at)
                values (@id, @organization, @news, @episode, @tenant, @objectId,
                    '{WorkState.Due}', bot_now(), 0, 0, @at)
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
}
