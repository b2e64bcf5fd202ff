using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>Says by how much a reason is too long where the card that has it is left as it is.</summary>
internal static class ReasonTooLongCard
{
    public static CardMessage Render(int excess, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        var words = $"{texts.ReasonTooLong(excess, CardAction.MaxReasonLength)} {texts.ReasonTooLongMeans}";
        return CardFrame.Message(words, [CardParts.Text(words)]);
    }
}
