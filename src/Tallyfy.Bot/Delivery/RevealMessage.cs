using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Which message shows the card that was tapped. The card knows its own; what the client says is believed only where
/// nothing of ours is known to be: then it tells the id of a message whose creation was never confirmed.
/// </summary>
internal sealed class RevealMessage(PostedCardStore cards, CardCopyStore copies, OutboxSignal signal)
{
    /// <summary>What some clients send in place of an id.</summary>
    private const string NoId = "-1";

    /// <param name="card">The card that was tapped.</param>
    /// <param name="reader">Who tapped it.</param>
    /// <param name="conversation">Where that was.</param>
    /// <param name="told">Which message it was, as the client says.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The message's id in that conversation; null when none is known there.</returns>
    public async Task<string?> ExecuteAsync(
        PostedCard card, PersonId reader, string conversation, string? told, CancellationToken cancellationToken)
    {
        var own = conversation == card.ConversationId ? card.ActivityId : null;

        if (string.IsNullOrWhiteSpace(told) || told is NoId || told == own)
            return own;

        if (await cards.FindByMessageAsync(reader, conversation, told, cancellationToken) is { } known)
            return known.Id == card.Id ? told : own;

        if (conversation != card.ConversationId)
            return told; // it was moved here from there, or is somebody else's who shared it

        if (!await copies.RevealAsync(card, told, cancellationToken))
            return own;

        signal.Raise();
        return told;
    }
}
