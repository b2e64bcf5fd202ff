using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Asks about a word that is near to a command, and not near enough to do it.</summary>
internal static class DidYouMeanCard
{
    public static CardMessage Render(string command, CardViewer viewer)
    {
        var words = new CardTexts(viewer.Culture).DidYouMean(command);
        return CardFrame.Message(words, [CardParts.Text(words)]);
    }
}
