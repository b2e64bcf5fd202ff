using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Puts a card for each person who may decide into the outbox. Every older card of the approval is put there for an
/// update.
/// </summary>
internal sealed class AnnounceApproval(
    ApprovalStore approvals,
    PostedCardStore cards,
    CardListStore lists,
    FindRecipients recipients,
    Outbox outbox,
    OutboxSignal signal,
    Database database,
    IOptions<DeliveryOptions> options)
{
    /// <summary>
    /// Makes sure that each of these is in this chat, the most urgent of them first. Where many are not, the first come
    /// as cards and the rest as one list: a chat is no place for a burst.
    /// </summary>
    public async Task ExecuteAsync(Chat chat, IReadOnlyList<ApprovalKey> keys, CancellationToken cancellationToken)
    {
        var held = await lists.ListHeldAsync(chat, keys, cancellationToken);
        ApprovalKey[] missing = [.. keys.Where(key => !held.Contains(key))];

        if (IsMany(missing.Length))
            await database.WriteAsync(
                async unit =>
                {
                    await AddAsync(unit, chat, missing, cancellationToken);
                    return 0;
                },
                cancellationToken);
        else
            missing = [];

        foreach (var key in keys.Except(missing))
            await ExecuteAsync(key, cancellationToken);

        signal.Raise();
    }

    public async Task ExecuteAsync(ApprovalKey key, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async unit =>
            {
                if (await approvals.FindAsync(unit, key, cancellationToken) is { } approval)
                    await AddAsync(unit, approval, TimeSpan.Zero, cancellationToken);

                return 0;
            },
            cancellationToken);

        signal.Raise();
    }

    private async Task AddAsync(
        UnitOfWork unit, Chat chat, IEnumerable<ApprovalKey> keys, CancellationToken cancellationToken)
    {
        List<string> added = [];

        foreach (var key in keys)
        {
            if (await approvals.FindAsync(unit, key, cancellationToken) is { } approval
                && recipients.IsPosted(approval)
                && await cards.AddAsync(unit, key, chat, cancellationToken) is { } id)
                added.Add(id);
        }

        var alone = IsMany(added.Count) ? options.Value.CardsAtOnce : added.Count;
        List<string> posted = [.. added.Take(alone)];

        if (alone < added.Count)
        {
            posted.Add(await lists.AddAsync(unit, chat, [.. added.Skip(alone)], cancellationToken));

            foreach (var former in await lists.EmptyFormerAsync(unit, chat, cancellationToken))
                await outbox.AddAsync(unit, OutboxKind.Update, former, TimeSpan.Zero, cancellationToken);
        }

        await outbox.PostAsync(unit, posted, cancellationToken);
    }

    // A list of one would be a message for a message.
    private bool IsMany(int count) => count > options.Value.CardsAtOnce + 1;

    /// <summary>
    /// Does the same inside the transaction that moved the approval. Older cards may wait for something better to show.
    /// </summary>
    public async Task AddAsync(
        UnitOfWork unit, StoredApproval approval, TimeSpan updatesAfter, CancellationToken cancellationToken)
    {
        if (approval.State is ApprovalState.DecidedElsewhere or ApprovalState.Undone or ApprovalState.Gone)
            await DraftStore.RemoveAsync(unit, approval.Key, cancellationToken);

        foreach (var card in await cards.ListAsync(unit, approval.Key, cancellationToken))
        {
            if (card.ShownVersion != approval.Version)
                await outbox.AddAsync(unit, OutboxKind.Update, card.Id, updatesAfter, cancellationToken);
        }

        foreach (var chat in await recipients.ExecuteAsync(unit, approval, cancellationToken))
        {
            if (await cards.AddAsync(unit, approval.Key, chat, cancellationToken) is { } id)
                await outbox.AddAsync(unit, OutboxKind.Post, id, TimeSpan.Zero, cancellationToken);
        }
    }
}
