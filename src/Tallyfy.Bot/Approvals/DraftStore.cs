using System.Text.Json;
using System.Text.Json.Serialization;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>One draft a card and person. No page, log or export shows one.</summary>
internal sealed class DraftStore(Database database, TimeProvider time)
{
    /// <summary>Null when there is none, or its time is over.</summary>
    public Task<Draft?> FindAsync(PostedCard card, PersonId person, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit => (await unit.FindAsync<DraftRow>(
                """
                select view, page, typed, revision, held_until from drafts
                where posted_card_id = @card and tenant_id = @tenant and object_id = @objectId and kept_until > @now
                """,
                new
                {
                    card = card.Id,
                    tenant = person.Tenant,
                    objectId = person.ObjectId,
                    now = time.GetUtcNow().ToUnixTimeMilliseconds(),
                },
                cancellationToken))?.ToDraft(),
            cancellationToken);

    /// <summary>
    /// Keeps what was typed, for somebody who goes on; without any it only says which page is open.
    /// </summary>
    public Task KeepAsync(PostedCard card, PersonId person, Draft draft, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => KeepAsync(unit, card, person, draft, isOpen: true, cancellationToken), cancellationToken);

    /// <summary>Keeps what comes back to them: their message is changed, and has it.</summary>
    public Task GiveBackAsync(
        UnitOfWork unit, PostedCard card, PersonId person, Draft draft, CancellationToken cancellationToken) =>
        KeepAsync(unit, card, person, draft, isOpen: false, cancellationToken);

    private async Task<int> KeepAsync(
        UnitOfWork unit,
        PostedCard card,
        PersonId person,
        Draft draft,
        bool isOpen,
        CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var until = now + (draft.Typed.Count > 0 ? Draft.KeptFor : Draft.OpenFor);
        return await unit.ExecuteAsync(
            """
            insert into drafts (posted_card_id, tenant_id, object_id, view, page, typed, revision, held_until,
                kept_until)
            values (@card, @tenant, @objectId, @view, @page, @typed, @now, @held, @until)
            on conflict (posted_card_id, tenant_id, object_id) do update set view = excluded.view,
                page = excluded.page, typed = excluded.typed, held_until = excluded.held_until,
                kept_until = excluded.kept_until,
                revision = case when excluded.revision > drafts.revision then excluded.revision
                    else drafts.revision + 1 end
            """,
            new
            {
                card = card.Id,
                tenant = person.Tenant,
                objectId = person.ObjectId,
                view = draft.View.ToString(),
                page = draft.Page,
                typed = JsonSerializer.Serialize(
                    draft.Typed.ToDictionary(), DraftJson.Default.DictionaryStringString),
                now = now.ToUnixTimeMilliseconds(),
                held = isOpen ? until.ToUnixTimeMilliseconds() : 0,
                until = until.ToUnixTimeMilliseconds(),
            },
            cancellationToken);
    }

    /// <summary>It was used, or given up.</summary>
    public Task RemoveAsync(PostedCard card, PersonId person, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                delete from drafts where posted_card_id = @card and tenant_id = @tenant and object_id = @objectId
                """,
                new { card = card.Id, tenant = person.Tenant, objectId = person.ObjectId },
                cancellationToken),
            cancellationToken);

    /// <summary>What a decision was made of, on the card that showed this rendering.</summary>
    public static Task RemoveAsync(
        UnitOfWork unit, RenderingId rendering, PersonId person, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            delete from drafts where tenant_id = @tenant and object_id = @objectId
                and posted_card_id = (select posted_card_id from renderings where id = @rendering)
            """,
            new { rendering = rendering.Value, tenant = person.Tenant, objectId = person.ObjectId },
            cancellationToken);

    /// <summary>All about an approval that is over.</summary>
    public static Task RemoveAsync(UnitOfWork unit, ApprovalKey approval, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            """
            delete from drafts where posted_card_id in (
                select id from posted_cards
                where organization = @organization and task = @task and generation = @generation)
            """,
            new
            {
                organization = approval.Organization,
                task = approval.Task,
                generation = approval.Generation,
            },
            cancellationToken);

    /// <summary>All of somebody who is forgotten.</summary>
    public static Task<int> RemoveAsync(UnitOfWork unit, PersonId person, CancellationToken cancellationToken) =>
        unit.ExecuteAsync(
            "delete from drafts where tenant_id = @tenant and object_id = @objectId",
            new { tenant = person.Tenant, objectId = person.ObjectId },
            cancellationToken);

    /// <summary>Those whose time is over.</summary>
    public Task<int> RemoveOldAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                "delete from drafts where kept_until <= @now",
                new { now = time.GetUtcNow().ToUnixTimeMilliseconds() },
                cancellationToken),
            cancellationToken);
}

/// <summary>A draft as the database has it.</summary>
internal sealed record DraftRow
{
    public string View { get; init; } = "";

    public long Page { get; init; }

    public string Typed { get; init; } = "";

    public long Revision { get; init; }

    public long HeldUntil { get; init; }

    public Draft ToDraft() => new()
    {
        View = Enum.Parse<CardView>(View),
        Page = (int)Page,
        Typed = JsonSerializer.Deserialize(Typed, DraftJson.Default.DictionaryStringString)!,
        Revision = Revision,
        HeldUntil = DateTimeOffset.FromUnixTimeMilliseconds(HeldUntil),
    };
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class DraftJson : JsonSerializerContext;
