using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Has a card drawn anew, where no move of its approval does.</summary>
internal sealed class RedrawCard(Outbox outbox, OutboxSignal signal, Database database)
{
    public Task ExecuteAsync(PostedCard card, CancellationToken cancellationToken) =>
        ExecuteAsync(card, _ => Task.CompletedTask, cancellationToken);

    /// <summary>The same, with something that is written in the same transaction.</summary>
    public async Task ExecuteAsync(
        PostedCard card, Func<UnitOfWork, Task> write, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async unit =>
            {
                await write(unit);
                await outbox.AddAsync(unit, OutboxKind.Update, card.Id, TimeSpan.Zero, cancellationToken);
                return 0;
            },
            cancellationToken);
        signal.Raise();
    }
}
