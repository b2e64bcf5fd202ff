using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.People;

/// <summary>
/// The last event of each installation. The platform tells one twice, and an older one after a newer: the newer stands.
/// </summary>
internal sealed class InstallationEventStore(Database database, ChatStore chats, TimeProvider time)
{
    private static readonly TimeSpan WelcomeEvery = TimeSpan.FromHours(1);

    /// <summary>
    /// Keeps the chat with the event, all of it or nothing: a delivery that fails comes again. Null where the event was
    /// taken before, or is older than what is known.
    /// </summary>
    public Task<InstallationTaken?> InstallAsync(
        Chat chat, InstallationEvent what, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            if (await TakeAsync(unit, chat, what, cancellationToken) is not { } isWelcome)
                return null;

            var kept = chat.IsShared
                ? null
                : await chats.SaveAsync(
                    unit, chat, isInstallation: what.Kind is InstallationKind.Installed, cancellationToken);
            return new InstallationTaken(kept, isWelcome);
        },
        cancellationToken);

    /// <summary>Keeps that it was removed; false where it was installed since.</summary>
    public Task<bool> RemoveAsync(Chat chat, InstallationEvent what, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                // The same removal once more is carried out once more: the first may have ended in the middle.
                await TakeAsync(unit, chat, what, cancellationToken);
                var isLast = await unit.FindAsync<string>(
                    """
                    select kind from installation_events where tenant_id = @tenant and object_id = @objectId
                        and conversation_id = @conversation
                    """,
                    new
                    {
                        tenant = chat.Person.Tenant,
                        objectId = chat.Person.ObjectId,
                        conversation = chat.ConversationId,
                    },
                    cancellationToken) is nameof(InstallationKind.Removed);

                if (isLast && !chat.IsShared)
                    await chats.MarkUnreachableAsync(unit, chat.Person, "Removed", cancellationToken);

                return isLast;
            },
            cancellationToken);

    /// <summary>Whether to welcome; null where it is not to be taken.</summary>
    private async Task<bool?> TakeAsync(
        UnitOfWork unit, Chat chat, InstallationEvent what, CancellationToken cancellationToken)
    {
        var id = what.Id is { Length: > 0 } named ? named : Guid.CreateVersion7().ToString("n");
        var now = time.GetUtcNow();
        var welcomed = await unit.QueryAsync<string>(
            """
            insert into installation_events
                (tenant_id, object_id, conversation_id, event_id, kind, happened_at, welcomed_by, welcomed_at)
            values (@tenant, @objectId, @conversation, @id, @kind, @at, @welcomedBy, @welcomedAt)
            on conflict (tenant_id, object_id, conversation_id) do update set
                event_id = excluded.event_id, kind = excluded.kind, happened_at = excluded.happened_at,
                welcomed_by = case when excluded.welcomed_at > 0 and installation_events.welcomed_at <= @lately
                    then excluded.welcomed_by else installation_events.welcomed_by end,
                welcomed_at = case when excluded.welcomed_at > 0 and installation_events.welcomed_at <= @lately
                    then excluded.welcomed_at else installation_events.welcomed_at end
            where installation_events.happened_at <= excluded.happened_at
                and (installation_events.event_id <> excluded.event_id or installation_events.kind <> excluded.kind)
            returning welcomed_by
            """,
            new
            {
                tenant = chat.Person.Tenant,
                objectId = chat.Person.ObjectId,
                conversation = chat.ConversationId,
                id,
                kind = what.Kind.ToString(),
                at = what.At.ToUnixTimeMilliseconds(),
                welcomedBy = what.Kind is InstallationKind.Installed ? id : "",
                welcomedAt = what.Kind is InstallationKind.Installed ? now.ToUnixTimeMilliseconds() : 0,
                lately = (now - WelcomeEvery).ToUnixTimeMilliseconds(),
            },
            cancellationToken);

        return welcomed is [var by] ? by == id : null;
    }
}
