using System.Diagnostics;
using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Delivery;

/// <summary>Makes one posted card show the truth of this moment: posts it, or changes it.</summary>
internal sealed partial class DeliverCard(
    PostedCardStore cards,
    ChatStore chats,
    Outbox outbox,
    RenderApproval render,
    IChatChannel channel,
    AnnounceApproval announce,
    ILogger<DeliverCard> logger)
{
    public async Task ExecuteAsync(OutboxItem item, CancellationToken cancellationToken)
    {
        var card = await cards.FindAsync(item.PostedCardId, cancellationToken) ?? throw new UnreachableException();
        var chat = await chats.FindAsync(card.Person, cancellationToken);

        if (chat is null || await render.FindAsync(card, chat, null, null, cancellationToken) is not { } face)
        {
            await outbox.RemoveAsync(item, cancellationToken);
            return;
        }

        try
        {
            await SendAsync(item, card, chat, face, cancellationToken);
        }
        catch (ChatException e)
        {
            LogFailed(item.Id, item.Attempts, e.Failure, e.Code);
            await SettleAsync(item, card, chat, e, cancellationToken);
        }
    }

    private async Task SendAsync(
        OutboxItem item, PostedCard card, Chat chat, ApprovalFace face, CancellationToken cancellationToken)
    {
        if (card.Address is { } address)
        {
            await channel.UpdateAsync(address, face.Message, cancellationToken);
            await cards.MarkShownAsync(card.Id, null, face.Version, cancellationToken);
        }
        else if (face.StillAsks && card.ConversationId == chat.ConversationId)
        {
            var activity = await channel.PostAsync(chat, face.Message, cancellationToken);
            await cards.MarkShownAsync(card.Id, activity, face.Version, cancellationToken);
        }

        await outbox.RemoveAsync(item, cancellationToken);
    }

    private async Task SettleAsync(
        OutboxItem item, PostedCard card, Chat chat, ChatException e, CancellationToken cancellationToken)
    {
        switch (e.Failure)
        {
            case ChatFailure.Unreachable:
                await chats.MarkUnreachableAsync(card.Person, e.Code, cancellationToken);
                await outbox.ParkAsync(item, e.Code, cancellationToken);
                break;

            case ChatFailure.Rejected:
                await outbox.BuryAsync(item, e.Code, cancellationToken);
                break;

            case ChatFailure.MessageGone:
                await cards.MarkAsync(card.Id, "intended", cancellationToken);
                await outbox.PostponeAsync(item, OutboxKind.Post, TimeSpan.Zero, e.Code, cancellationToken);
                break;

            case ChatFailure.ChatGone:
                await MoveAsync(item, card, chat, cancellationToken);
                break;

            case ChatFailure.Unknown when card.Address is null:
                await cards.MarkAsync(card.Id, "maybe", cancellationToken);
                await AgainAsync(item, RetrySchedule.AfterUnknown, e, cancellationToken);
                break;

            default:
                await AgainAsync(item, e.RetryAfter ?? RetrySchedule.After(item.Attempts), e, cancellationToken);
                break;
        }
    }

    // The conversation is gone, the person is not: the same approval is announced where they can be found now.
    private async Task MoveAsync(OutboxItem item, PostedCard card, Chat chat, CancellationToken cancellationToken)
    {
        await cards.MarkAsync(card.Id, "lost", cancellationToken);

        if (card.ConversationId == chat.ConversationId)
            await OpenAgainAsync(chat, cancellationToken);

        await announce.ExecuteAsync(card.Approval, cancellationToken);
        await outbox.RemoveAsync(item, cancellationToken);
    }

    private async Task OpenAgainAsync(Chat gone, CancellationToken cancellationToken)
    {
        try
        {
            await chats.SaveAsync(await channel.OpenAsync(gone, cancellationToken), isInstallation: false, cancellationToken);
        }
        catch (ChatException e)
        {
            LogNotOpened(gone.Person.ToString(), e.Failure, e.Code);
            await chats.MarkUnreachableAsync(gone.Person, e.Code, cancellationToken);
        }
    }

    private Task AgainAsync(OutboxItem item, TimeSpan delay, ChatException e, CancellationToken cancellationToken) =>
        item.Attempts >= RetrySchedule.MostAttempts
            ? outbox.BuryAsync(item, e.Code, cancellationToken)
            : outbox.PostponeAsync(item, item.Kind, delay, e.Code, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Delivery {Item} failed on attempt {Attempt}: {Failure} ({Code})")]
    private partial void LogFailed(string item, int attempt, ChatFailure failure, string? code);

    [LoggerMessage(LogLevel.Warning, "The chat with {Person} is gone and could not be opened again: {Failure} ({Code})")]
    private partial void LogNotOpened(string person, ChatFailure failure, string? code);
}
