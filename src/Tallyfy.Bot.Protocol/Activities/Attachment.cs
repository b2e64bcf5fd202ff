using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>One attachment of an activity; for a card, <see cref="Content"/> is the card.</summary>
public sealed record Attachment(
    string ContentType, JsonNode? Content = null, string? Name = null, string? ContentUrl = null)
{
    public const string AdaptiveCardType = "application/vnd.microsoft.card.adaptive";

    public static Attachment AdaptiveCard(JsonObject card) => new(AdaptiveCardType, card);
}
