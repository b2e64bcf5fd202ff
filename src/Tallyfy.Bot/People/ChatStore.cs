using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.People;

/// <summary>Where people can be reached. Every activity refreshes it: addresses are stable, but not for ever.</summary>
internal sealed class ChatStore(Database database, TimeProvider time)
{
    private const string Columns =
        "tenant_id, object_id, conversation_id, service_url, channel_id, address, bot_address, locale, zone, "
        + "installation";

    private const string Read = $"{Columns}, state";

    public Task<Chat?> FindAsync(PersonId person, CancellationToken cancellationToken) =>
        database.ReadAsync(unit => FindAsync(unit, person, cancellationToken), cancellationToken);

    /// <summary>Null also for a person who took the app away.</summary>
    public Task<Chat?> FindReachableAsync(PersonId person, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => await ListAsync(unit, [person], cancellationToken) is [var chat] ? chat : null,
            cancellationToken);

    public async Task<Chat?> FindAsync(UnitOfWork unit, PersonId person, CancellationToken cancellationToken)
    {
        var row = await unit.FindAsync<ChatRow>(
            $"select {Read} from chats where tenant_id = @tenant and object_id = @objectId",
            new { tenant = person.Tenant, objectId = person.ObjectId },
            cancellationToken);

        return row?.ToChat();
    }

    /// <summary>Whose chat this is, where the address is theirs, too; null where that is not one person.</summary>
    public Task<PersonId?> FindPersonAsync(
        string tenant, string conversation, string address, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => await unit.QueryAsync<ChatRow>(
                $"""
                select {Columns} from chats
                where conversation_id = @conversation and address = @address and conversation_id <> ''
                """,
                new { conversation, address },
                cancellationToken) is [var row] && row.ToChat().Person is var person
                && person == new PersonId(tenant, person.ObjectId) ? person : (PersonId?)null,
            cancellationToken);

    /// <summary>
    /// Keeps the chat and makes the person reachable again. An installation starts a new count of cards.
    /// </summary>
    public Task<Chat> SaveAsync(Chat chat, bool isInstallation, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => SaveAsync(unit, chat, isInstallation, cancellationToken), cancellationToken);

    public async Task<Chat> SaveAsync(
        UnitOfWork unit, Chat chat, bool isInstallation, CancellationToken cancellationToken)
    {
        await unit.ExecuteAsync(
            $"""
            insert into chats ({Columns}, state, changed_at)
            values (@tenant, @objectId, @conversation, @serviceUrl, @channel, @address, @bot, @locale, @zone, 1,
                '{ChatState.Open}', @at)
            on conflict (tenant_id, object_id) do update set
                conversation_id = excluded.conversation_id, service_url = excluded.service_url,
                channel_id = excluded.channel_id, address = excluded.address,
                bot_address = excluded.bot_address,
                locale = coalesce(excluded.locale, chats.locale), zone = coalesce(excluded.zone, chats.zone),
                installation = chats.installation + @step,
                state = '{ChatState.Open}', state_code = null, refusals = 0, rests_until = 0,
                changed_at = excluded.changed_at
            """,
            new
            {
                tenant = chat.Person.Tenant,
                objectId = chat.Person.ObjectId,
                conversation = chat.ConversationId,
                serviceUrl = chat.ServiceUrl,
                channel = chat.ChannelId,
                address = chat.Address,
                bot = chat.BotAddress,
                locale = chat.Locale,
                zone = chat.Zone,
                step = isInstallation ? 1 : 0,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

        return (await FindAsync(unit, chat.Person, cancellationToken))!;
    }

    /// <summary>
    /// This conversation is gone, the person is not: false when they are known to be elsewhere already.
    /// </summary>
    public Task<bool> CloseAsync(PersonId person, string conversation, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await unit.ExecuteAsync(
                """
                update chats set conversation_id = '', changed_at = @at
                where tenant_id = @tenant and object_id = @objectId and conversation_id = @conversation
                """,
                new
                {
                    conversation,
                    tenant = person.Tenant,
                    objectId = person.ObjectId,
                    at = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken) > 0,
            cancellationToken);

    /// <summary>The chat was opened again, perhaps by another id of the person.</summary>
    public Task MoveAsync(Chat opened, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            """
            update chats set conversation_id = @conversation, address = @address, changed_at = @at
            where tenant_id = @tenant and object_id = @objectId
            """,
            new
            {
                conversation = opened.ConversationId,
                address = opened.Address,
                tenant = opened.Person.Tenant,
                objectId = opened.Person.ObjectId,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken),
        cancellationToken);

    /// <summary>The person took the app away.</summary>
    public Task MarkUnreachableAsync(PersonId person, string? code, CancellationToken cancellationToken) =>
        database.WriteAsync(unit => MarkUnreachableAsync(unit, person, code, cancellationToken), cancellationToken);

    public Task<int> MarkUnreachableAsync(
        UnitOfWork unit, PersonId person, string? code, CancellationToken cancellationToken) => unit.ExecuteAsync(
            $"""
            update chats set state = '{ChatState.Unreachable}', state_code = @code, changed_at = @at
            where tenant_id = @tenant and object_id = @objectId
            """,
            new
            {
                code,
                tenant = person.Tenant,
                objectId = person.ObjectId,
                at = time.GetUtcNow().ToUnixTimeMilliseconds(),
            },
            cancellationToken);

    /// <summary>The platform refused what was sent; answers how often in a row.</summary>
    public Task<long> RefusedAsync(
        UnitOfWork unit, PersonId person, string? code, CancellationToken cancellationToken) => unit.FindAsync<long>(
        $"""
        update chats set refusals = refusals + 1, state_code = @code, changed_at = @at,
            state = case when state = '{ChatState.Unreachable}' then state else '{ChatState.Resting}' end
        where tenant_id = @tenant and object_id = @objectId
        returning refusals
        """,
        new
        {
            code,
            tenant = person.Tenant,
            objectId = person.ObjectId,
            at = time.GetUtcNow().ToUnixTimeMilliseconds(),
        },
        cancellationToken);

    /// <summary>What is for the person rests so long; answers until when, by the store's clock.</summary>
    public Task<long> RestAsync(
        UnitOfWork unit, PersonId person, TimeSpan pause, CancellationToken cancellationToken) => unit.FindAsync<long>(
        """
        update chats set rests_until = bot_now() + @pause where tenant_id = @tenant and object_id = @objectId
        returning rests_until
        """,
        new { pause = (long)pause.TotalMilliseconds, tenant = person.Tenant, objectId = person.ObjectId },
        cancellationToken);

    /// <summary>The platform took something again.</summary>
    public Task ReachedAsync(UnitOfWork unit, PersonId person, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            $"""
            update chats set state = '{ChatState.Open}', state_code = null, refusals = 0, rests_until = 0
            where tenant_id = @tenant and object_id = @objectId and state = '{ChatState.Resting}'
            """,
            new { tenant = person.Tenant, objectId = person.ObjectId },
            cancellationToken);

    /// <summary>The chats of these people, leaving out those who took the app away.</summary>
    public async Task<IReadOnlyList<Chat>> ListAsync(
        UnitOfWork unit, IReadOnlyCollection<PersonId> people, CancellationToken cancellationToken)
    {
        var rows = await unit.QueryAsync<ChatRow>(
            $"select {Read} from chats where state <> '{ChatState.Unreachable}' and object_id {unit.In("objectIds")}",
            new { objectIds = people.Select(person => person.ObjectId).ToList() },
            cancellationToken);

        return [.. rows.Select(row => row.ToChat()).Where(chat => people.Contains(chat.Person))];
    }

    private sealed record ChatRow
    {
        public string TenantId { get; init; } = "";

        public string ObjectId { get; init; } = "";

        public string ConversationId { get; init; } = "";

        public string ServiceUrl { get; init; } = "";

        public string ChannelId { get; init; } = "";

        public string Address { get; init; } = "";

        public string BotAddress { get; init; } = "";

        public string? Locale { get; init; }

        public string? Zone { get; init; }

        public long Installation { get; init; }

        public string State { get; init; } = "";

        public Chat ToChat() => new()
        {
            Person = new PersonId(TenantId, ObjectId),
            ConversationId = ConversationId,
            ServiceUrl = ServiceUrl,
            ChannelId = ChannelId,
            Address = Address,
            BotAddress = BotAddress,
            Locale = Locale,
            Zone = Zone,
            Installation = Installation,
            IsResting = State == nameof(ChatState.Resting),
        };
    }
}
