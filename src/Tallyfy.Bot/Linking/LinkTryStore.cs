using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Linking;

/// <summary>What people tried on the way to a link: it outlives the conversation that it was said in.</summary>
internal sealed class LinkTryStore(Database database, TimeProvider time)
{
    /// <summary>By this person, or for this member by anybody, within the hour.</summary>
    public Task<LinkTries> CountAsync(
        PersonId person, string organization, long? member, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<TryCounts>(
                $"""
                select coalesce(sum(case when kind = '{LinkTry.WrongCode}' then 1 else 0 end), 0) as wrong_codes,
                    max(case when kind = '{LinkTry.WrongCode}' then at end) as last_wrong_code,
                    coalesce(sum(case when kind = '{LinkTry.CodeSent}' then 1 else 0 end), 0) as codes_sent
                from link_tries where organization = @organization and at > @since
                    and ((tenant_id = @tenant and object_id = @objectId) or tallyfy_user_id = @member)
                """,
                new
                {
                    tenant = person.Tenant,
                    objectId = person.ObjectId,
                    organization,
                    member = member ?? -1,
                    since = (time.GetUtcNow() - LinkDialog.BarredFor).ToUnixTimeMilliseconds(),
                },
                cancellationToken))!.ToTries(),
            cancellationToken);

    /// <summary>In the transaction that keeps what the conversation comes to.</summary>
    public Task AddWrongCodeAsync(UnitOfWork unit, LinkedAccount candidate, CancellationToken cancellationToken) =>
        AddAsync(unit, LinkTry.WrongCode, candidate, cancellationToken);

    /// <summary>A code that is about to go into Tallyfy: it counts, also where nobody knows what came of it.</summary>
    public Task<string> AddCodeAsync(UnitOfWork unit, LinkedAccount candidate, CancellationToken cancellationToken) =>
        AddAsync(unit, LinkTry.CodeSent, candidate, cancellationToken);

    /// <summary>The task that shows it.</summary>
    public Task OpenAsync(CodeOnItsWay code, string task, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "update link_tries set task_id = @task, is_open = 1 where id = @id",
            new { id = code.Try, task },
            cancellationToken),
        cancellationToken);

    /// <summary>It did not get into Tallyfy for certain, and counts no more.</summary>
    public Task RemoveAsync(CodeOnItsWay code, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "delete from link_tries where id = @id", new { id = code.Try }, cancellationToken),
        cancellationToken);

    /// <summary>The tasks with a code for this person that are still in Tallyfy.</summary>
    public Task<IReadOnlyList<string>> ListOpenAsync(
        PersonId person, string organization, CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.QueryAsync<string>(
            """
            select task_id from link_tries where tenant_id = @tenant and object_id = @objectId
                and organization = @organization and is_open = 1
            """,
            new { tenant = person.Tenant, objectId = person.ObjectId, organization },
            cancellationToken),
        cancellationToken);

    /// <summary>Tasks with a code that is over, whoever should have taken them out of Tallyfy.</summary>
    public Task<IReadOnlyList<OpenCode>> ListLeftAsync(int most, CancellationToken cancellationToken) =>
        database.ReadAsync(
            unit => unit.QueryAsync<OpenCode>(
                "select organization, task_id from link_tries where is_open = 1 and at <= @before order by at "
                + "limit @most",
                new { before = (time.GetUtcNow() - LinkDialog.GoodFor).ToUnixTimeMilliseconds(), most },
                cancellationToken),
            cancellationToken);

    public Task CloseAsync(string task, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "update link_tries set is_open = 0 where task_id = @task", new { task }, cancellationToken),
        cancellationToken);

    public Task ForgetAsync(DateTimeOffset before, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "delete from link_tries where at < @before",
            new { before = before.ToUnixTimeMilliseconds() },
            cancellationToken),
        cancellationToken);

    private async Task<string> AddAsync(
        UnitOfWork unit, LinkTry kind, LinkedAccount candidate, CancellationToken cancellationToken)
    {
        var id = Guid.CreateVersion7().ToString("n");
        await unit.ExecuteAsync(
            """
            insert into link_tries (id, kind, tenant_id, object_id, organization, tallyfy_user_id, is_open, at)
            values (@id, @kind, @tenant, @objectId, @organization, @member, 0, @at)
            """,
            new
            {
                id,
                kind = kind.ToString(),
                tenant = candidate.Person.Tenant,
                objectId = candidate.Person.ObjectId,
                organization = candidate.Organization,
                member = candidate.TallyfyUserId,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        return id;
    }

    private enum LinkTry
    {
        WrongCode,
        CodeSent,
    }

    private sealed record TryCounts
    {
        public long WrongCodes { get; init; }

        public long? LastWrongCode { get; init; }

        public long CodesSent { get; init; }

        public LinkTries ToTries() => new(
            (int)WrongCodes,
            LastWrongCode is { } last ? DateTimeOffset.FromUnixTimeMilliseconds(last) : DateTimeOffset.MinValue,
            (int)CodesSent);
    }
}

/// <summary>A task whose code is of no use any more, and still in Tallyfy.</summary>
internal sealed record OpenCode
{
    public string Organization { get; init; } = "";

    public string TaskId { get; init; } = "";
}
