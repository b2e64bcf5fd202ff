using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Asks for a chat that has gone. Where another one takes its place, the card is given up and its approval announced
/// there.
/// </summary>
internal sealed class MoveCard(
    PostedCardStore cards,
    CardListStore lists,
    ChatStore chats,
    Outbox outbox,
    AnnounceApproval announce,
    PacedChannel channel)
{
    // The chat has been opened: what the store must know of it is written, stopping or not.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    /// <summary>
    /// Opens the chat where it is not open. Null when the card was given up; the chat when it is the card's own, whose
    /// message is still the same.
    /// </summary>
    public async Task<Chat?> ExecuteAsync(OutboxItem item, PostedCard card, Chat chat, CancellationToken stoppingToken)
    {
        var open = chat;

        if (!chat.IsOpen)
        {
            open = await channel.OpenAsync(chat, SendPriority.Delivery, stoppingToken);
            await chats.MoveAsync(open, ToTheEnd);
        }

        if (open.ConversationId == card.ConversationId)
            return open;

        await LeaveAsync(item, card, ToTheEnd);
        return null;
    }

    /// <summary>For a person who has another chat already.</summary>
    public async Task LeaveAsync(OutboxItem item, PostedCard card, CancellationToken cancellationToken)
    {
        await cards.MarkAsync(card.Id, PostedCardState.Lost, cancellationToken);

        if (!card.IsList)
            await announce.ExecuteAsync(card.Approval, cancellationToken);
        else if (await chats.FindReachableAsync(card.Person, cancellationToken) is { } chat)
            await announce.ExecuteAsync(
                chat,
                [.. (await lists.ListLeftAsync(card, cancellationToken)).Select(left => left.Approval)],
                cancellationToken);

        await outbox.RemoveAsync(item, cancellationToken);
    }
}
