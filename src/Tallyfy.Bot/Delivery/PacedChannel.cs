using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// The one door to the chat platform. Every call waits for its turn within the platform's limits, and answers go ahead
/// of deliveries. A card is drawn when its turn has come, so it shows the truth of that moment. Every method throws
/// <see cref="ChatException"/>.
/// </summary>
/// <remarks>The accounts ask it as <see cref="IRoster"/>, since they stand on a lower floor than cards.</remarks>
internal sealed class PacedChannel(IChatChannel channel, SendRateLimiter limiter) : IRoster
{
    /// <summary>Posts a card because somebody waits for it.</summary>
    public Task<string?> AnswerAsync(Chat chat, Func<CardMessage> draw, CancellationToken cancellationToken) =>
        PostAsync(chat, Soon(draw), SendPriority.Answer, cancellationToken);

    /// <summary>Changes the message that somebody tapped.</summary>
    public Task AnswerAsync(
        Chat chat, string activityId, Func<CardMessage> draw, CancellationToken cancellationToken) =>
        UpdateAsync(
            chat.Person.Tenant,
            new MessageAddress(chat.ServiceUrl, chat.ConversationId, activityId),
            Soon(draw),
            SendPriority.Answer,
            cancellationToken);

    /// <summary>Posts a new message; answers its id. Null when none is drawn or the platform names none.</summary>
    public Task<string?> PostAsync(
        Chat chat, DrawCard draw, SendPriority priority, CancellationToken cancellationToken) => RunAsync(
            chat.Person.Tenant,
            chat.ConversationId,
            priority,
            async token => await draw(token) is { } message ? await channel.PostAsync(chat, message, token) : null,
            cancellationToken);

    /// <summary>Changes a message; answers whether there was anything to change.</summary>
    public Task<bool> UpdateAsync(
        string tenant,
        MessageAddress address,
        DrawCard draw,
        SendPriority priority,
        CancellationToken cancellationToken) => RunAsync(
            tenant,
            address.ConversationId,
            priority,
            async token =>
            {
                if (await draw(token) is not { } message)
                    return false;

                await channel.UpdateAsync(address, message, token);
                return true;
            },
            cancellationToken);

    /// <summary>
    /// Finds or creates the 1:1 chat again, after the known one has gone. Teams' id of a person is only one bot's:
    /// where it is refused, Entra's id is tried.
    /// </summary>
    public async Task<Chat> OpenAsync(Chat gone, SendPriority priority, CancellationToken cancellationToken)
    {
        try
        {
            return await OpenOnceAsync(gone, priority, cancellationToken);
        }
        catch (ChatException e)
            when (e.Answer.About is ChatSubject.Address && gone.Address != gone.Person.ObjectId)
        {
            return await OpenOnceAsync(gone with { Address = gone.Person.ObjectId }, priority, cancellationToken);
        }
    }

    private Task<Chat> OpenOnceAsync(
        Chat gone, SendPriority priority, CancellationToken cancellationToken) => RunAsync(
        gone.Person.Tenant,
        gone.Person.ObjectId,
        priority,
        token => channel.OpenAsync(gone, token),
        cancellationToken);

    public Task<RosterEntry?> FindAsync(Chat chat, CancellationToken cancellationToken) => RunAsync(
        chat.Person.Tenant,
        null,
        SendPriority.Answer,
        token => channel.FindMemberAsync(chat, token),
        cancellationToken);

    // A delivery that is broken off may be there all the same: stopping ends its wait, and what has begun is finished.
    private Task<T> RunAsync<T>(
        string tenant,
        string? conversation,
        SendPriority priority,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
    {
        var untilSent = priority is SendPriority.Delivery ? CancellationToken.None : cancellationToken;
        return limiter.RunAsync(tenant, conversation, priority, () => call(untilSent), cancellationToken);
    }

    private static DrawCard Soon(Func<CardMessage> draw) => _ => Task.FromResult<CardMessage?>(draw());
}

/// <summary>Draws a card when its turn has come; null when there is nothing to send any more.</summary>
internal delegate Task<CardMessage?> DrawCard(CancellationToken cancellationToken);
