using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Delivery;

/// <summary>What is said to a tap: a card in place of the tapped one, or a sentence that leaves it as it is.</summary>
internal sealed record CardAnswer(CardMessage Message, bool LeavesCard)
{
    public static CardAnswer Sentence(Sentence sentence, Chat chat) =>
        new(SentenceCard.Render(sentence, chat.Reader), LeavesCard: true);
}
