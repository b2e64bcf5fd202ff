using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Approvals;

/// <summary>What each card showed under which id: a row for each face of it, however often it is shown.</summary>
internal sealed class RenderingStore(Database database, TimeProvider time)
{
    // A newer face of the same card, shown to the same: its person, or somebody else who may decide.
    private const string IsSuperseded =
        """
        exists (
            select 1 from renderings as newer
            where newer.posted_card_id = renderings.posted_card_id and newer.is_own = renderings.is_own
                and (newer.version > renderings.version or (newer.version = renderings.version
                    and (newer.rendered_at > renderings.rendered_at
                        or (newer.rendered_at = renderings.rendered_at and newer.id > renderings.id)))))
        """;

    private const string IsOver =
        $"""
        exists (
            select 1 from posted_cards join approvals on approvals.organization = posted_cards.organization
                and approvals.task = posted_cards.task and approvals.generation = posted_cards.generation
            where posted_cards.id = renderings.posted_card_id and approvals.state in (
                '{nameof(ApprovalState.DecidedHere)}', '{nameof(ApprovalState.Undone)}',
                '{nameof(ApprovalState.DecidedElsewhere)}', '{nameof(ApprovalState.Gone)}'))
        """;

    /// <summary>
    /// The id of what is about to be shown, kept before it leaves. What was shown before has the id that it had then.
    /// </summary>
    public async Task<RenderingId> KeepAsync(
        PostedCard card,
        StoredApproval shown,
        ShownPage page,
        PersonId reader,
        CancellationToken cancellationToken)
    {
        var face = new
        {
            id = RenderingId.New().Value,
            card = card.Id,
            generation = card.Approval.Generation,
            version = shown.Version,
            digest = shown.Digest,
            isOwn = card.Person == reader ? 1 : 0,
            view = page.View.ToString(),
            page = page.Opened,
            shown = page.Shown,
            shownOf = page.Of,
            at = time.GetUtcNow().ToUnixTimeMilliseconds(),
        };

        if (await database.ReadAsync(
                unit => unit.FindAsync<string>(
                    """
                    select id from renderings
                    where posted_card_id = @card and generation = @generation and version = @version
                        and digest = @digest and is_own = @isOwn
                        and view = @view and page = @page and shown = @shown and shown_of = @shownOf
                    order by rendered_at desc, id desc limit 1
                    """,
                    face,
                    cancellationToken),
                cancellationToken) is { } known)
            return new RenderingId(known);

        await database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                insert into renderings (id, posted_card_id, generation, version, digest, is_own, view, page, shown,
                    shown_of, rendered_at)
                values (@id, @card, @generation, @version, @digest, @isOwn, @view, @page, @shown, @shownOf, @at)
                """,
                face,
                cancellationToken),
            cancellationToken);

        return new RenderingId(face.id);
    }

    /// <summary>
    /// The same for its row in a list. That is no version of the approval, so nothing is decided by it.
    /// </summary>
    public Task<RenderingId> KeepRowAsync(
        PostedCard card, StoredApproval listed, CancellationToken cancellationToken) =>
        KeepAsync(
            card, listed with { Version = 0, Digest = "" }, ShownPage.Nothing, card.Person, cancellationToken);

    public Task<Rendering?> FindAsync(RenderingId id, CancellationToken cancellationToken) =>
        database.ReadAsync(
            async unit =>
            {
                var row = await unit.FindAsync<PostedCardRow>(
                    $"""
                    select {PostedCardRow.Columns}, renderings.digest, renderings.version, renderings.view,
                        renderings.page, renderings.shown, renderings.shown_of
                    from renderings join posted_cards on posted_cards.id = renderings.posted_card_id
                    where renderings.id = @id
                    """,
                    new { id = id.Value },
                    cancellationToken);

                return row is null
                    ? null
                    : new Rendering(id, row.ToCard(), row.Digest, row.Version) { Page = row.ToPage() };
            },
            cancellationToken);

    /// <summary>
    /// The first and the last version of it that this person was shown as theirs; 0 when none is kept.
    /// </summary>
    public async Task<(long First, long Last)> FindSeenAsync(
        ApprovalKey key, PersonId person, CancellationToken cancellationToken)
    {
        var seen = await database.ReadAsync(
            unit => unit.FindAsync<SeenVersions>(
                """
                select coalesce(min(nullif(renderings.version, 0)), 0) as first,
                    coalesce(max(renderings.version), 0) as last
                from renderings join posted_cards on posted_cards.id = renderings.posted_card_id
                where organization = @organization and task = @task and posted_cards.generation = @generation
                    and tenant_id = @tenant and object_id = @objectId and is_own = 1
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
            cancellationToken);

        return (seen!.First, seen.Last);
    }

    /// <summary>
    /// Looks at a few of those that were first shown before an instant, oldest first, and removes what nobody needs:
    /// the last face that its own person was shown stays as long as the card, for it says what they have seen, and the
    /// last that somebody else was shown stays until the approval is over.
    /// </summary>
    /// <returns>How many were removed, and where to go on; no place when that were all.</returns>
    public Task<(int Removed, RenderingPlace? Next)> RemoveAsync(
        DateTimeOffset before, RenderingPlace after, int most, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                var looked = await unit.QueryAsync<RenderingPlace>(
                    """
                    select rendered_at, id from renderings
                    where rendered_at < @before and (rendered_at > @at or (rendered_at = @at and id > @id))
                    order by rendered_at, id limit @most
                    """,
                    new { before = before.ToUnixTimeMilliseconds(), at = after.RenderedAt, id = after.Id, most },
                    cancellationToken);

                if (looked is not [.., var last])
                    return (0, null);

                var removed = await unit.ExecuteAsync(
                    $"""
                    delete from renderings
                    where id {unit.In("ids")} and ({IsSuperseded} or (is_own = 0 and {IsOver}))
                    """,
                    new { ids = looked.Select(one => one.Id).ToArray() },
                    cancellationToken);

                return (removed, looked.Count < most ? null : last);
            },
            cancellationToken);
}

/// <summary>Of one approval to one person.</summary>
internal sealed record SeenVersions
{
    public long First { get; init; }

    public long Last { get; init; }
}

/// <summary>Where among all renderings, in the order in which they were first shown.</summary>
internal sealed record RenderingPlace
{
    public static RenderingPlace Beginning { get; } = new() { RenderedAt = -1 };

    public long RenderedAt { get; init; }

    public string Id { get; init; } = "";
}
