using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>What is said to a tap: a card in place of the tapped one, or words that leave it as it is.</summary>
internal sealed record CardAnswer(CardMessage Message, string? Words = null)
{
    /// <summary>Then a client that takes no words is sent <see cref="Message"/> as a message of its own.</summary>
    public bool LeavesCard => Words is not null;

    /// <summary>More was typed than a card can bring back: the tapped one, which has all of it, stays.</summary>
    public static CardAnswer ReasonTooLong(int excess, Chat chat)
    {
        var message = ReasonTooLongCard.Render(excess, chat.Viewer);
        return new CardAnswer(message, message.Summary);
    }

    public static CardAnswer Sentence(Sentence sentence, Chat chat)
    {
        var message = SentenceCard.Render(sentence, chat.Viewer);
        return new CardAnswer(message, message.Summary);
    }
}
