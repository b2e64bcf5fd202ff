using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// Lists of approvals that wait for one person. A list is a posted card itself, and what it names are posted cards
/// without a message.
/// </summary>
internal sealed class CardListStore(Database database, TimeProvider time)
{
    /// <summary>Of which of these this chat has a card or a row of a list, since the last installation.</summary>
    public async Task<IReadOnlySet<ApprovalKey>> ListHeldAsync(
        Chat chat, IReadOnlyList<ApprovalKey> keys, CancellationToken cancellationToken) =>
        (await database.ReadAsync(
            unit => unit.QueryAsync<PostedCardRow>(
                $"""
                select {PostedCardRow.Columns} from posted_cards
                where tenant_id = @tenant and object_id = @objectId and conversation_id = @conversation
                    and installation = @installation and state <> '{PostedCardState.Lost}'
                    and task {unit.In("tasks")}
                """,
                new
                {
                    tasks = keys.Select(key => key.Task).ToArray(),
                    tenant = chat.Person.Tenant,
                    objectId = chat.Person.ObjectId,
                    conversation = chat.ConversationId,
                    installation = chat.Installation,
                },
                cancellationToken),
            cancellationToken)).Select(row => row.ToCard().Approval).ToHashSet();

    /// <summary>Intends a list, and what it names is not posted.</summary>
    public async Task<string> AddAsync(
        UnitOfWork unit, Chat chat, IReadOnlyList<string> cards, CancellationToken cancellationToken)
    {
        var list = Guid.CreateVersion7().ToString("n");
        await unit.ExecuteAsync(
            $"""
            insert into posted_cards (id, organization, task, generation, tenant_id, object_id, conversation_id,
                service_url, installation, state, shown_version, created_at, list_id)
            values (@list, '', @list, 0, @tenant, @objectId, @conversation,
                @serviceUrl, @installation, '{PostedCardState.Intended}', 0, @at, @list)
            """,
            new
            {
                list,
                tenant = chat.Person.Tenant,
                objectId = chat.Person.ObjectId,
                conversation = chat.ConversationId,
                serviceUrl = chat.ServiceUrl,
                installation = chat.Installation,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);
        await unit.ExecuteAsync(
            $"""
            update posted_cards set state = '{PostedCardState.Listed}', list_id = @list
            where id {unit.In("cards")}
            """,
            new { list, cards },
            cancellationToken);
        return list;
    }

    /// <summary>
    /// Takes what they name from the lists of former installations of this chat, which are to be shown without it.
    /// </summary>
    public async Task<IEnumerable<string>> EmptyFormerAsync(
        UnitOfWork unit, Chat chat, CancellationToken cancellationToken) =>
        (await unit.QueryAsync<string>(
            $"""
            update posted_cards set state = '{PostedCardState.Lost}'
            where tenant_id = @tenant and object_id = @objectId and conversation_id = @conversation
                and installation < @installation and state = '{PostedCardState.Listed}'
            returning list_id
            """,
            new
            {
                tenant = chat.Person.Tenant,
                objectId = chat.Person.ObjectId,
                conversation = chat.ConversationId,
                installation = chat.Installation,
            },
            cancellationToken)).Distinct();

    /// <summary>What only this list names.</summary>
    public Task<IReadOnlyList<PostedCard>> ListNamedAsync(PostedCard list, CancellationToken cancellationToken) =>
        ListAsync(list, $"state = '{PostedCardState.Listed}'", cancellationToken);

    /// <summary>The same, and what it named when it was lost.</summary>
    public Task<IReadOnlyList<PostedCard>> ListLeftAsync(PostedCard list, CancellationToken cancellationToken) =>
        ListAsync(list, $"state in ('{PostedCardState.Listed}', '{PostedCardState.Lost}')", cancellationToken);

    /// <summary>The list was shown: a version of an approval that it has told of is not told again.</summary>
    public Task MarkShownAsync(PostedCard list, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            $"""
            update posted_cards set shown_version = coalesce(
                (select version from approvals where approvals.organization = posted_cards.organization
                    and approvals.task = posted_cards.task and approvals.generation = posted_cards.generation),
                shown_version)
            where list_id = @id and state = '{PostedCardState.Listed}'
            """,
            new { id = list.Id },
            cancellationToken),
        cancellationToken);

    /// <summary>It gets a message of its own; false when it has one already.</summary>
    public async Task<bool> BringAsync(UnitOfWork unit, PostedCard card, CancellationToken cancellationToken) =>
        await unit.ExecuteAsync(
            $"""
            update posted_cards set state = '{PostedCardState.Intended}', shown_version = 0
            where id = @id and state = '{PostedCardState.Listed}'
            """,
            new { id = card.Id },
            cancellationToken) > 0;

    private Task<IReadOnlyList<PostedCard>> ListAsync(
        PostedCard list, string which, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<PostedCard>>(
            async unit => [.. (await unit.QueryAsync<PostedCardRow>(
                $"select {PostedCardRow.Columns} from posted_cards where list_id = @id and id <> @id and {which}",
                new { id = list.Id },
                cancellationToken)).Select(row => row.ToCard())],
            cancellationToken);
}
