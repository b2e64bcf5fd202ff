using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Learns the id of a message whose creation was never confirmed, when somebody taps it.</summary>
internal sealed class RevealMessage(CardCopyStore copies, OutboxSignal signal)
{
    /// <summary>An activity came from this conversation, and from this message where the platform names it.</summary>
    public async Task ExecuteAsync(
        PostedCard card, string conversation, string? activityId, CancellationToken cancellationToken)
    {
        if (activityId is not null
            && activityId != card.ActivityId
            && conversation == card.ConversationId
            && await copies.RevealAsync(card, activityId, cancellationToken))
            signal.Raise();
    }
}
