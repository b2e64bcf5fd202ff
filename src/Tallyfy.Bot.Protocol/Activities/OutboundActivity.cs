using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// One activity to post or to put in place of another. A card travels alone: text beside it costs us its id.
/// </summary>
public sealed record OutboundActivity
{
    public required string Type { get; init; }

    public string? Text { get; init; }

    /// <summary>plain, markdown or xml.</summary>
    public string? TextFormat { get; init; }

    /// <summary>The toast's text.</summary>
    public string? Summary { get; init; }

    public string? Locale { get; init; }

    public string? ReplyToId { get; init; }

    public ChannelAccount? From { get; init; }

    public ChannelAccount? Recipient { get; init; }

    public ConversationAccount? Conversation { get; init; }

    public ChannelData? ChannelData { get; init; }

    public IReadOnlyList<Attachment>? Attachments { get; init; }

    public IReadOnlyList<JsonNode>? Entities { get; init; }

    public static OutboundActivity Message(string text) => new() { Type = ActivityTypes.Message, Text = text };

    public static OutboundActivity Card(JsonObject card, string summary) => new()
    {
        Type = ActivityTypes.Message,
        Summary = summary,
        Attachments = [Attachment.AdaptiveCard(card)],
    };
}
