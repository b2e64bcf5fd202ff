using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Further messages of one card: a post without an answer was there after all, and an activity from it told its id.
/// </summary>
internal sealed class CardCopyStore(Database database, Outbox outbox)
{
    /// <summary>An activity came from this message. False when it tells nothing new.</summary>
    public Task<bool> RevealAsync(PostedCard card, string activityId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                var parameters = new { id = card.Id, activityId };
                var isFirst = await unit.ExecuteAsync(
                    $"""
                    update posted_cards set activity_id = @activityId, state = '{PostedCardState.Posted}',
                        unconfirmed = case when unconfirmed > 0 then unconfirmed - 1 else 0 end
                    where id = @id and activity_id is null
                    """,
                    parameters,
                    cancellationToken) > 0;

                if (isFirst)
                {
                    // What changed since it was sent could not be shown yet.
                    if (card.IsSentWithoutId)
                        await outbox.AddAsync(unit, OutboxKind.Update, card.Id, TimeSpan.Zero, cancellationToken);

                    return true;
                }

                // Only where a post was never confirmed can there be another message.
                var isCopy = await unit.ExecuteAsync(
                    """
                    insert into card_copies (posted_card_id, activity_id)
                    select id, @activityId from posted_cards
                    where id = @id and activity_id <> @activityId and unconfirmed > 0
                    on conflict (posted_card_id, activity_id) do nothing
                    """,
                    parameters,
                    cancellationToken) > 0;

                if (!isCopy)
                    return false;

                await unit.ExecuteAsync(
                    "update posted_cards set unconfirmed = unconfirmed - 1 where id = @id",
                    parameters,
                    cancellationToken);
                await outbox.AddAsync(unit, OutboxKind.Update, card.Id, TimeSpan.Zero, cancellationToken);
                return true;
            },
            cancellationToken);

    /// <summary>It was shown once more, as this message: what becomes of it is shown there, too.</summary>
    public Task AddAsync(PostedCard card, string activityId, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                insert into card_copies (posted_card_id, activity_id)
                select id, @activityId from posted_cards where id = @id and activity_id <> @activityId
                on conflict (posted_card_id, activity_id) do nothing
                """,
                new { id = card.Id, activityId },
                cancellationToken),
            cancellationToken);

    public Task<IReadOnlyList<string>> ListAsync(
        PostedCard card,
        CancellationToken cancellationToken) => database.ReadAsync(
        unit => unit.QueryAsync<string>(
            "select activity_id from card_copies where posted_card_id = @id", new { id = card.Id }, cancellationToken),
        cancellationToken);

    public Task RemoveAsync(
        PostedCard card,
        string activityId,
        CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.ExecuteAsync(
            "delete from card_copies where posted_card_id = @id and activity_id = @activityId",
            new { id = card.Id, activityId },
            cancellationToken),
        cancellationToken);
}
