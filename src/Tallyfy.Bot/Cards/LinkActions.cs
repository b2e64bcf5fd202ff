using System.Text.Json.Nodes;
using Tallyfy.Bot.Hearing;
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
        { Reply: LinkReply.CodeIsThere or LinkReply.NoCode or LinkReply.WrongCode, Question: { } question } =>
        [
            CodeField(answer.Typed, texts),
            CardParts.Actions(
                Button(texts.SubmitCode, CardAction.CodeVerb, "positive", question),
                CardParts.OpenUrl(texts.OpenInTallyfy, answer.CodeAt),
                No(texts.StopLinking, question)),
        ],
        {
            Reply: LinkReply.NotLinked or LinkReply.Unlinked or LinkReply.Cancelled or LinkReply.Expired
                or LinkReply.NothingToConfirm
        } => [WordActions.Render(texts, Wish.Link)],
        { Reply: LinkReply.AlreadyLinked or LinkReply.IsLinked } => [WordActions.Render(texts, Wish.Pending)],
        _ => [],
    };

    // Whatever is sent is read: a client that checks it first would keep what has another form to itself.
    private static JsonObject CodeField(string? typed, CardTexts texts)
    {
        var field = new JsonObject
        {
            ["type"] = "Input.Text",
            ["id"] = CardAction.CodeField,
            ["label"] = texts.CodeLabel,
            ["placeholder"] = texts.CodePlaceholder,
            ["maxLength"] = CardAction.MaxCodeLength,
            ["spacing"] = "Medium",
        };

        if (typed is { Length: <= CardAction.MaxCodeLength })
            field["value"] = typed;

        return field;
    }

    private static JsonObject Yes(QuestionId question, CardTexts texts) =>
        Button(texts.LinkYes, CardAction.YesVerb, "positive", question);

    private static JsonObject No(string title, QuestionId question) =>
        Button(title, CardAction.NoVerb, null, question);

    private static JsonObject Button(string title, string verb, string? style, QuestionId question) =>
        ActionButton.Render(title, verb, style, CardAction.QuestionField, question.Value);
}
