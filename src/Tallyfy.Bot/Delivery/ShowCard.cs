using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>Makes one card's messages show the truth of this moment: it changes them, or posts the first.</summary>
internal sealed class ShowCard(
    PostedCardStore cards,
    CardListStore lists,
    CardCopyStore copies,
    RenderApproval render,
    RenderList renderList,
    PacedChannel channel,
    RestPerson rest)
{
    // The card has been sent: what the store must know of it is written, stopping or not.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    /// <summary>
    /// What the card shows, or will show once its person does not type there any more; null when its approval is no
    /// longer ours, or when nobody knows the id of its message.
    /// </summary>
    public async Task<RenderedApproval?> ExecuteAsync(PostedCard card, Chat chat, CancellationToken stoppingToken)
    {
        RenderedApproval? face = null;

        if (card.IsSentWithoutId)
            return null;

        if (card.Address is { } known)
        {
            // The person's last activity knows best which host serves the chat.
            var address = card.ConversationId == chat.ConversationId
                ? known with { ServiceUrl = chat.ServiceUrl }
                : known;
            await channel.UpdateAsync(
                card.Person.Tenant,
                address,
                async token => (face = await DrawAsync(token)) is { HeldUntil: null } shown ? shown.Message : null,
                SendPriority.Delivery,
                stoppingToken);

            if (face is not { HeldUntil: null })
                return face;

            await ShowCopiesAsync(card, address, face.Message, stoppingToken);
            await KeepAsync(card, chat, null, face, ToTheEnd);
            return face;
        }

        var activity = await channel.PostAsync(
            chat,
            async token => (face = await DrawAsync(token)) is { StillAsks: true } ? OnlyHere(face.Message) : null,
            SendPriority.Delivery,
            stoppingToken);

        if (face is { StillAsks: true } && OnlyHere(face.Message) is not null)
            await KeepAsync(card, chat, activity, face, ToTheEnd);

        return face;

        Task<RenderedApproval?> DrawAsync(CancellationToken token) => card.IsList
            ? renderList.FindAsync(card, chat, token)
            : render.FindAsync(card, chat, null, token);

        // The person has moved to another chat: the card belongs to the old one.
        CardMessage? OnlyHere(CardMessage message) => card.ConversationId == chat.ConversationId ? message : null;
    }

    private async Task KeepAsync(
        PostedCard card, Chat chat, string? activity, RenderedApproval shown, CancellationToken cancellationToken)
    {
        await cards.MarkShownAsync(card.Id, activity, shown.Version, cancellationToken);

        if (card.IsList)
            await lists.MarkShownAsync(card, cancellationToken);

        if (chat.IsResting)
            await rest.EndAsync(chat.Person, cancellationToken);
    }

    private async Task ShowCopiesAsync(
        PostedCard card, MessageAddress known, CardMessage message, CancellationToken stoppingToken)
    {
        foreach (var copy in await copies.ListAsync(card, stoppingToken))
        {
            try
            {
                await channel.UpdateAsync(
                    card.Person.Tenant,
                    known with { ActivityId = copy },
                    _ => Task.FromResult<CardMessage?>(message),
                    SendPriority.Delivery,
                    stoppingToken);
            }
            catch (ChatException e) when (e.Failure is ChatFailure.MessageGone)
            {
                await copies.RemoveAsync(card, copy, ToTheEnd);
            }
        }
    }
}
