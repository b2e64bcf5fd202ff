using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Delivers one posted card: it is shown, or moved to where its person is now, or settled when that fails.
/// </summary>
internal sealed class DeliverCard(
    PostedCardStore cards,
    ChatStore chats,
    Outbox outbox,
    ShowCard show,
    MoveCard move,
    SettleDelivery settle)
{
    // What became of a card is written, stopping or not.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    public async Task ExecuteAsync(OutboxItem item, CancellationToken stoppingToken)
    {
        var card = await cards.FindAsync(item.PostedCardId, stoppingToken) ?? throw new UnreachableException();

        if (await chats.FindAsync(card.Person, stoppingToken) is not { } chat)
        {
            await outbox.RemoveAsync(item, stoppingToken);
            return;
        }

        try
        {
            // Without a conversation no message can be there.
            var here = chat.IsOpen && card.ConversationId.Length > 0
                ? chat
                : await move.ExecuteAsync(item, card, chat, stoppingToken);

            if (here is null)
                return;

            var face = await show.ExecuteAsync(card, here, stoppingToken);

            if ((face?.HeldUntil ?? face?.ChangesAt) is { } at)
                await outbox.ShowAgainAsync(item, at, ToTheEnd);
            else
                await outbox.RemoveAsync(item, ToTheEnd);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await outbox.DeferAsync(item, TimeSpan.Zero, ToTheEnd);
        }
        catch (ChatException e)
        {
            await settle.ExecuteAsync(item, card, e, ToTheEnd);
        }
    }
}
