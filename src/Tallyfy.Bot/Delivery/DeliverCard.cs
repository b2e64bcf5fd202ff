using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Makes one posted card show the truth of this moment: posts it, or changes it, when its turn has come.</summary>
internal sealed partial class DeliverCard(
    PostedCardStore cards,
    CardCopyStore copies,
    ChatStore chats,
    Outbox outbox,
    RenderApproval render,
    IChatChannel channel,
    Pace pace,
    AnnounceApproval announce,
    TimeProvider time,
    IOptions<DeliveryOptions> options,
    ILogger<DeliverCard> logger)
{
    // A post that is broken off may be there all the same: what has begun is finished, stopping or not.
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
            await pace.RunAsync(
                card.Person.Tenant, card.Place, Sender.Delivery, () => SendAsync(item, card, chat, ToTheEnd), stoppingToken);
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            await outbox.DeferAsync(item, TimeSpan.Zero, ToTheEnd);
        }
        catch (ChatException e)
        {
            await SettleAsync(item, card, e, ToTheEnd);
        }
    }

    private async Task<bool> SendAsync(OutboxItem item, PostedCard card, Chat chat, CancellationToken cancellationToken)
    {
        if (!chat.IsOpen || card.ConversationId.Length == 0)
        {
            await MoveAsync(item, card, chat, cancellationToken);
            return false;
        }

        var face = await render.FindAsync(card, chat, null, null, cancellationToken);

        if (face is not null)
            await ShowAsync(card, chat, face, cancellationToken);

        if (face?.ChangesAt - time.GetUtcNow() is { } left)
            await outbox.ShowAgainAsync(item, left, cancellationToken);
        else
            await outbox.RemoveAsync(item, cancellationToken);

        return true;
    }

    private async Task ShowAsync(PostedCard card, Chat chat, ApprovalFace face, CancellationToken cancellationToken)
    {
        var isHere = card.ConversationId == chat.ConversationId;

        if (card.Address is { } address)
        {
            // The person's last activity knows best which host serves the chat.
            address = isHere ? address with { ServiceUrl = chat.ServiceUrl } : address;
            await channel.UpdateAsync(address, face.Message, cancellationToken);
            await ShowCopiesAsync(card, address, face, cancellationToken);
            await cards.MarkShownAsync(card.Id, null, face.Version, cancellationToken);
        }
        else if (face.StillAsks && isHere)
        {
            var activity = await channel.PostAsync(chat, face.Message, cancellationToken);
            await cards.MarkShownAsync(card.Id, activity, face.Version, cancellationToken);
        }
    }

    private async Task ShowCopiesAsync(
        PostedCard card, MessageAddress known, ApprovalFace face, CancellationToken cancellationToken)
    {
        foreach (var copy in await copies.ListAsync(card, cancellationToken))
        {
            try
            {
                await pace.RunAsync(
                    card.Person.Tenant, card.Place, Sender.Delivery, () => UpdateAsync(copy), cancellationToken);
            }
            catch (ChatException e) when (e.Failure is ChatFailure.MessageGone)
            {
                await copies.RemoveAsync(card, copy, cancellationToken);
            }
        }

        async Task<bool> UpdateAsync(string copy)
        {
            await channel.UpdateAsync(known with { ActivityId = copy }, face.Message, cancellationToken);
            return true;
        }
    }

    // No message can be there: the chat is opened, and the same approval is announced in it.
    private async Task MoveAsync(OutboxItem item, PostedCard card, Chat chat, CancellationToken cancellationToken)
    {
        if (!chat.IsOpen)
            await chats.SaveAsync(await OpenAsync(chat, cancellationToken), isInstallation: false, cancellationToken);

        await LeaveAsync(item, card, cancellationToken);
    }

    private async Task LeaveAsync(OutboxItem item, PostedCard card, CancellationToken cancellationToken)
    {
        await cards.MarkAsync(card.Id, PostedCardState.Lost, cancellationToken);
        await announce.ExecuteAsync(card.Approval, cancellationToken);
        await outbox.RemoveAsync(item, cancellationToken);
    }

    private async Task<Chat> OpenAsync(Chat gone, CancellationToken cancellationToken)
    {
        try
        {
            return await channel.OpenAsync(gone, cancellationToken);
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

    private async Task SettleAsync(OutboxItem item, PostedCard card, ChatException e, CancellationToken cancellationToken)
    {
        if (e.Failure is not ChatFailure.Held)
            LogFailed(item.Id, item.Attempts, e.Failure, e.Code);

        switch (e.Failure)
        {
            case ChatFailure.Unreachable:
                await chats.MarkUnreachableAsync(card.Person, e.Code, cancellationToken);
                await outbox.SuspendAsync(item, e.Code, cancellationToken);
                break;

            case ChatFailure.TooLarge when card.Shorter < CardLimits.Shortest:
                await cards.ShortenAsync(card.Id, cancellationToken);
                await outbox.PostponeAsync(item, item.Kind, TimeSpan.Zero, e.Code, cancellationToken);
                break;

            case ChatFailure.Rejected or ChatFailure.TooLarge:
                await outbox.DeadLetterAsync(item, e.Code, cancellationToken);
                break;

            case ChatFailure.MessageGone:
                await cards.MarkAsync(card.Id, PostedCardState.Intended, cancellationToken);
                await outbox.PostponeAsync(item, OutboxKind.Post, TimeSpan.Zero, e.Code, cancellationToken);
                break;

            case ChatFailure.ChatGone when await chats.CloseAsync(card.Person, card.ConversationId, cancellationToken):
                await outbox.PostponeAsync(item, OutboxKind.Post, TimeSpan.Zero, e.Code, cancellationToken);
                break;

            case ChatFailure.ChatGone: // the person has moved already
                await LeaveAsync(item, card, cancellationToken);
                break;

            case ChatFailure.Unknown when card.Address is null:
                await cards.MarkAsync(card.Id, PostedCardState.Maybe, cancellationToken);
                await AgainAsync(item, options.Value.RepostAfter, e, cancellationToken);
                break;

            // Nothing was wrong with the card: it does not use up its tries.
            case ChatFailure.NotRegistered:
                await outbox.DeferAsync(item, RetrySchedule.AfterNotRegistered, cancellationToken);
                break;

            case ChatFailure.Held or ChatFailure.Throttled when e.RetryAfter is { } wait:
                await outbox.DeferAsync(item, wait, cancellationToken);
                break;

            default:
                await AgainAsync(item, e.RetryAfter ?? RetrySchedule.After(item.Attempts), e, cancellationToken);
                break;
        }
    }

    private Task AgainAsync(OutboxItem item, TimeSpan delay, ChatException e, CancellationToken cancellationToken) =>
        item.Attempts >= RetrySchedule.MostAttempts
            ? outbox.DeadLetterAsync(item, e.Code, cancellationToken)
            : outbox.PostponeAsync(item, item.Kind, delay, e.Code, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Delivery {Item} failed on attempt {Attempt}: {Failure} ({Code})")]
    private partial void LogFailed(string item, int attempt, ChatFailure failure, string? code);
}
