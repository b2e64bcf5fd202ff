using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Asks about a word that is near to a command, and not near enough to do it.</summary>
internal static class DidYouMeanCard
{
    public static CardMessage Render(Wish near, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        var words = texts.DidYouMean(Vocabulary.NameOf(near));
        return CardFrame.Message(words, [CardParts.Text(words), WordActions.Render(texts, near, Wish.Help)]);
    }
}
