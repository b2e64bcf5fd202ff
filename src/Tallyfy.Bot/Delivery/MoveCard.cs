using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>Gives up a card whose chat has gone, and announces its approval in the chat that takes its place.</summary>
internal sealed class MoveCard(
    PostedCardStore cards, ChatStore chats, Outbox outbox, AnnounceApproval announce, PacedChannel channel)
{
    // The chat has been opened: what the store must know of it is written, stopping or not.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    /// <summary>Opens the chat where it is not open.</summary>
    public async Task ExecuteAsync(OutboxItem item, PostedCard card, Chat chat, CancellationToken stoppingToken)
    {
        if (!chat.IsOpen)
            await chats.SaveAsync(await OpenAsync(chat, stoppingToken), isInstallation: false, ToTheEnd);

        await LeaveAsync(item, card, ToTheEnd);
    }

    /// <summary>For a person who has another chat already.</summary>
    public async Task LeaveAsync(OutboxItem item, PostedCard card, CancellationToken cancellationToken)
    {
        await cards.MarkAsync(card.Id, PostedCardState.Lost, cancellationToken);
        await announce.ExecuteAsync(card.Approval, cancellationToken);
        await outbox.RemoveAsync(item, cancellationToken);
    }

    private async Task<Chat> OpenAsync(Chat gone, CancellationToken stoppingToken)
    {
        try
        {
            return await channel.OpenAsync(gone, SendPriority.Delivery, stoppingToken);
        }
        catch (ChatException e) when (e.Failure is ChatFailure.Unknown)
        {
            throw new ChatException(ChatFailure.Busy, e.Code, e.RetryAfter, e); // opened twice, it is the same chat
        }
        catch (ChatException e) when (e.Failure is ChatFailure.ChatGone)
        {
            throw new ChatException(ChatFailure.Unreachable, e.Code, null, e);
        }
    }
}
