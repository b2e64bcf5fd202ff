using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Asks about a word that is near to a command, and not near enough to do it; says what one does that is asked about.
/// </summary>
internal static class DidYouMeanCard
{
    public static CardMessage Render(Wish near, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        return Render(texts.DidYouMean(Vocabulary.NameOf(near)), near, texts);
    }

    public static CardMessage Explain(Wish word, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        return Render(Explain(word, texts), word, texts);
    }

    public static string Explain(Wish word, CardTexts texts) => word switch
    {
        Wish.LinkAnew => texts.AskedAboutStartAgain,
        Wish.Unlink => texts.AskedAboutUnlink,
        _ => texts.AskedAboutLink,
    };

    private static CardMessage Render(string words, Wish word, CardTexts texts) =>
        CardFrame.Message(words, [CardParts.Text(words), WordActions.Render(texts, word, Wish.Help)]);
}
