using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure.Cards;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>What a tap was answered with.</summary>
internal sealed record TapAnswer(int StatusCode, string Type, JsonNode? Value)
{
    /// <summary>The answer as the message that the person sees in place of the tapped one.</summary>
    public ChatMessage On(ChatMessage tapped) => tapped with
    {
        Activity = new JsonObject
        {
            ["attachments"] = new JsonArray(new JsonObject { ["content"] = Card.DeepClone() }),
        },
    };

    public JsonObject Card => Type == "application/vnd.microsoft.card.adaptive"
        ? Value!.AsObject()
        : throw new InvalidOperationException($"No card, but {Type}: {Value}");

    public string Words => Value is JsonObject ? CardWords.Of(Value) : (string?)Value ?? "";

    public bool IsSentence => Type == "application/vnd.microsoft.activity.message";

    public static TapAnswer Of(JsonObject body) =>
        new((int)body["statusCode"]!, (string)body["type"]!, body["value"]);
}
