using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>What was posted where.</summary>
internal sealed class PostedCardStore(Database database, TimeProvider time)
{
    public Task<PostedCard?> FindAsync(string id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<PostedCardRow>(
                $"select {PostedCardRow.Columns} from posted_cards where id = @id",
                new { id },
                cancellationToken))?.ToCard(),
            cancellationToken);

    /// <summary>The card that showed this rendering.</summary>
    public async Task<PostedCard?> FindAsync(
        UnitOfWork unit, RenderingId rendering, CancellationToken cancellationToken) =>
        (await unit.FindAsync<PostedCardRow>(
            $"""
            select {PostedCardRow.Columns} from posted_cards
            where id = (select posted_card_id from renderings where id = @rendering)
            """,
            new { rendering = rendering.Value },
            cancellationToken))?.ToCard();

    /// <summary>The message that this person has in this conversation, be it the first or a copy.</summary>
    public Task<PostedCard?> FindByMessageAsync(
        PersonId person, string conversation, string activityId, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<PostedCardRow>(
                $"""
                select {PostedCardRow.Columns} from posted_cards
                where conversation_id = @conversation and tenant_id = @tenant and object_id = @objectId
                    and (activity_id = @activityId or exists (
                        select 1 from card_copies
                        where posted_card_id = posted_cards.id and card_copies.activity_id = @activityId))
                order by created_at desc, id desc limit 1
                """,
                new { conversation, tenant = person.Tenant, objectId = person.ObjectId, activityId },
                cancellationToken))?.ToCard(),
            cancellationToken);

    /// <summary>Whether this person ever had a card of it.</summary>
    public async Task<bool> WasShownToAsync(ApprovalKey key, PersonId person, CancellationToken cancellationToken) =>
        await database.ReadAsync(
            unit => unit.FindAsync<long>(
                $"""
                select count(*) from posted_cards
                where organization = @organization and task = @task and generation = @generation
                    and tenant_id = @tenant and object_id = @objectId and shown_version > 0
                    and state <> '{PostedCardState.Listed}'
                """,
                new
                {
                    organization = key.Organization,
                    task = key.Task,
                    generation = key.Generation,
                    tenant = person.Tenant,
                    objectId = person.ObjectId,
                },
                cancellationToken),
            cancellationToken) > 0;

    public async Task<IReadOnlyList<PostedCard>> ListAsync(
        UnitOfWork unit, ApprovalKey key, CancellationToken cancellationToken)
    {
        var rows = await unit.QueryAsync<PostedCardRow>(
            $"""
            select {PostedCardRow.Columns} from posted_cards
            where organization = @organization and task = @task and generation = @generation
                and state <> '{PostedCardState.Lost}'
            """,
            new { organization = key.Organization, task = key.Task, generation = key.Generation },
            cancellationToken);

        return [.. rows.Select(row => row.ToCard())];
    }

    /// <summary>The messages that show this person what is not over, the oldest first.</summary>
    public Task<IReadOnlyList<string>> ListOpenAsync(
        UnitOfWork unit, PersonId person, string organization, CancellationToken cancellationToken) =>
        unit.QueryAsync<string>(
            $"""
            select distinct case when posted_cards.state = '{PostedCardState.Listed}' then posted_cards.list_id
                else posted_cards.id end
            from approvals join posted_cards on posted_cards.organization = approvals.organization
                and posted_cards.task = approvals.task and posted_cards.generation = approvals.generation
            where approvals.organization = @organization
                and approvals.state in ('{ApprovalState.Pending}', '{ApprovalState.OnHold}')
                and posted_cards.tenant_id = @tenant and posted_cards.object_id = @objectId
                and posted_cards.state <> '{PostedCardState.Lost}'
            order by 1
            """,
            new { organization, tenant = person.Tenant, objectId = person.ObjectId },
            cancellationToken);

    /// <summary>
    /// Intends a message; null when this person already has one in this conversation since the last installation. One
    /// that was lost with the conversation begins anew, for a chat that is opened again may be the same.
    /// </summary>
    public Task<string?> AddAsync(UnitOfWork unit, ApprovalKey key, Chat chat, CancellationToken cancellationToken) =>
        unit.FindAsync<string>(
            $"""
            insert into posted_cards (id, organization, task, generation, tenant_id, object_id, conversation_id,
                service_url, installation, state, shown_version, created_at)
            values (@id, @organization, @task, @generation, @tenant, @objectId, @conversation,
                @serviceUrl, @installation, '{PostedCardState.Intended}', 0, @at)
            on conflict (organization, task, generation, tenant_id, object_id, conversation_id, installation)
                do update set state = '{PostedCardState.Intended}', list_id = null
                    where posted_cards.state = '{PostedCardState.Lost}'
            returning id
            """,
            new
            {
                id = Guid.CreateVersion7().ToString("n"),
                organization = key.Organization,
                task = key.Task,
                generation = key.Generation,
                tenant = chat.Person.Tenant,
                objectId = chat.Person.ObjectId,
                conversation = chat.ConversationId,
                serviceUrl = chat.ServiceUrl,
                installation = chat.Installation,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>
    /// Keeps why the card that showed this rendering asks again. It has what a person typed, so only on their own card.
    /// </summary>
    public Task KeepNoticeAsync(
        UnitOfWork unit,
        RenderingId rendering,
        PersonId person,
        KeptNotice notice,
        CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            update posted_cards set notice = @notice
            where id = (select posted_card_id from renderings where id = @rendering)
                and tenant_id = @tenant and object_id = @objectId
            """,
            new
            {
                rendering = rendering.Value,
                tenant = person.Tenant,
                objectId = person.ObjectId,
                notice = notice.ToJson(),
            },
            cancellationToken);

    /// <summary>
    /// The message is there, or was changed. One without an id counts with those that cannot be changed before they
    /// tell it.
    /// </summary>
    public Task MarkShownAsync(string id, string? activityId, long version, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                $"""
                update posted_cards set activity_id = coalesce(@activityId, activity_id),
                    state = '{PostedCardState.Posted}',
                    unconfirmed = case when coalesce(@activityId, activity_id) is null then unconfirmed + 1
                        else unconfirmed end,
                    shown_version = case when shown_version > @version then shown_version else @version end
                where id = @id
                """,
                new { id, activityId, version },
                cancellationToken),
            cancellationToken);

    /// <summary>
    /// The create was never confirmed (<c>maybe</c>), or the message is no longer there (<c>lost</c>, <c>intended</c>).
    /// With a list that is lost goes what only it names.
    /// </summary>
    public Task MarkAsync(string id, PostedCardState state, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                $"""
                update posted_cards set state = @state,
                    activity_id = case when @state = '{PostedCardState.Maybe}' then activity_id else null end,
                    unconfirmed = case when @state = '{PostedCardState.Maybe}' then unconfirmed + 1 else unconfirmed end
                where id = @id or (list_id = @id and state = '{PostedCardState.Listed}'
                    and @state = '{PostedCardState.Lost}')
                """,
                new { id, state = state.ToString() },
                cancellationToken),
            cancellationToken);

    /// <summary>The platform found it too large.</summary>
    public Task ShortenAsync(string id, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                "update posted_cards set shorter = shorter + 1 where id = @id", new { id }, cancellationToken),
            cancellationToken);
}
