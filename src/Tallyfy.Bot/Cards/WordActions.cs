using System.Text.Json.Nodes;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// The words that people can write, as buttons: what only shows something, and what begins a conversation.
/// </summary>
internal static class WordActions
{
    public static JsonObject? Render(CardTexts texts, params IEnumerable<Wish> wishes) =>
        CardParts.Actions(wishes.Select(wish => Button(wish, texts)));

    /// <summary>Null for what is written, and never tapped: a slip of the finger ends no link.</summary>
    private static JsonObject? Button(Wish wish, CardTexts texts) => wish switch
    {
        Wish.Pending => ActionButton.Render(texts.ShowPending, CardAction.PendingVerb, null),
        Wish.WhoAmI => ActionButton.Render(texts.ShowWhoAmI, CardAction.WhoAmIVerb, null),
        Wish.Link => ActionButton.Render(texts.LinkMe, CardAction.LinkVerb, null),
        Wish.Help => ActionButton.Render(texts.ShowHelp, CardAction.HelpVerb, null),
        _ => null,
    };
}
