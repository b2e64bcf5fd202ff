using System.Text.Json.Nodes;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What a question about who somebody is can be answered with by a tap; words do as well.</summary>
internal static class LinkActions
{
    /// <summary>Nothing below what asks nothing.</summary>
    public static IEnumerable<JsonObject?> Render(LinkAnswer answer, CardTexts texts) => answer switch
    {
        { Reply: LinkReply.SignIn(_, var at) } =>
            [CardParts.Actions(CardParts.OpenUrl(texts.SignInToTallyfy, at))],
        { Reply: LinkReply.Proposal or LinkReply.CodeNotSent, Question: { } question } =>
            [CardParts.Actions(Yes(question, texts), No(texts.LinkNo, question))],
        _ => [],
    };

    private static JsonObject Yes(QuestionId question, CardTexts texts) =>
        Button(texts.LinkYes, CardAction.YesVerb, "positive", question);

    private static JsonObject No(string title, QuestionId question) =>
        Button(title, CardAction.NoVerb, null, question);

    private static JsonObject Button(string title, string verb, string? style, QuestionId question) =>
        ActionButton.Render(title, verb, style, CardAction.QuestionField, question.Value);
}
