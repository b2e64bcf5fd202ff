using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Does what <see cref="AnswerTable"/> says of a card that the chat platform did not take.</summary>
internal sealed partial class SettleDelivery(
    PostedCardStore cards,
    ChatStore chats,
    Outbox outbox,
    MoveCard move,
    RestPerson rest,
    IOptions<DeliveryOptions> options,
    ILogger<SettleDelivery> logger)
{
    public Task ExecuteAsync(OutboxItem item, PostedCard card, ChatException e, CancellationToken cancellationToken)
    {
        if (e.Failure is not ChatFailure.Held)
            LogFailed(item.Id, item.Attempts, e.Failure, e.Answer.About, e.Code);

        return e.Failure switch
        {
            ChatFailure.TooLarge when card.Shorter < CardLimits.Shortest =>
                ShortenAsync(item, card, e, cancellationToken),
            ChatFailure.Rejected or ChatFailure.TooLarge => outbox.DeadLetterAsync(item, e.Code, cancellationToken),
            ChatFailure.Refused when e.Answer.Wake is ChatWake.SignOfLife =>
                rest.BeginAsync(item, card, e.Code, cancellationToken),
            ChatFailure.Refused => AgainAsync(item, RetrySchedule.AfterRefusal(item.Attempts), e, cancellationToken),
            ChatFailure.MessageGone => PostAnewAsync(item, card, e, cancellationToken),
            ChatFailure.ChatGone => AskForChatAsync(item, card, e, cancellationToken),
            ChatFailure.Unknown when card.Address is null => RepostAsync(item, card, e, cancellationToken),

            // Nothing was wrong with the card: it does not use up its tries.
            ChatFailure.NotRegistered => outbox.DeferAsync(item, RetrySchedule.AfterNotRegistered, cancellationToken),
            ChatFailure.Held or ChatFailure.Throttled when e.RetryAfter is { } wait =>
                outbox.DeferAsync(item, wait, cancellationToken),
            _ => AgainAsync(item, RetrySchedule.Later(e.RetryAfter, item.Attempts), e, cancellationToken),
        };
    }

    private async Task ShortenAsync(
        OutboxItem item,
        PostedCard card,
        ChatException e,
        CancellationToken cancellationToken)
    {
        await cards.ShortenAsync(card.Id, cancellationToken);
        await outbox.PostponeAsync(item, item.Kind, TimeSpan.Zero, e.Code, cancellationToken);
    }

    private async Task PostAnewAsync(
        OutboxItem item,
        PostedCard card,
        ChatException e,
        CancellationToken cancellationToken)
    {
        await cards.MarkAsync(card.Id, PostedCardState.Intended, cancellationToken);
        await outbox.PostponeAsync(item, OutboxKind.Post, TimeSpan.Zero, e.Code, cancellationToken);
    }

    // It may be a passing fault: the chat is asked for again, at once the first time.
    private async Task AskForChatAsync(
        OutboxItem item,
        PostedCard card,
        ChatException e,
        CancellationToken cancellationToken)
    {
        if (await chats.CloseAsync(card.Person, card.ConversationId, cancellationToken)
            || await chats.FindAsync(card.Person, cancellationToken) is not { IsOpen: true })
        {
            var delay = item.Attempts > 1 ? RetrySchedule.Later(e.RetryAfter, item.Attempts) : TimeSpan.Zero;
            await AgainAsync(item, delay, e, cancellationToken);
        }
        else
        {
            await move.LeaveAsync(item, card, cancellationToken); // the person has moved already
        }
    }

    // The post may be there all the same: some time is left for somebody to tap it.
    private async Task RepostAsync(
        OutboxItem item,
        PostedCard card,
        ChatException e,
        CancellationToken cancellationToken)
    {
        await cards.MarkAsync(card.Id, PostedCardState.Maybe, cancellationToken);
        await AgainAsync(item, options.Value.RepostAfter, e, cancellationToken);
    }

    private Task AgainAsync(OutboxItem item, TimeSpan delay, ChatException e, CancellationToken cancellationToken) =>
        item.Attempts >= RetrySchedule.MostAttempts
            ? outbox.DeadLetterAsync(item, e.Code, cancellationToken)
            : outbox.PostponeAsync(item, item.Kind, delay, e.Code, cancellationToken);

    [LoggerMessage(LogLevel.Warning, "Delivery {Item} failed on attempt {Attempt}: {Failure}, {About} ({Code})")]
    private partial void LogFailed(string item, int attempt, ChatFailure failure, ChatSubject about, string? code);
}
