using Tallyfy.Bot.Approvals;
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
    FindRecipients recipients,
    Outbox outbox,
    OutboxSignal signal,
    Database database)
{
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

    /// <summary>
    /// Does the same inside the transaction that moved the approval. Older cards may wait for something better to show.
    /// </summary>
    public async Task AddAsync(
        UnitOfWork unit, StoredApproval approval, TimeSpan updatesAfter, CancellationToken cancellationToken)
    {
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
