namespace Tallyfy.Bot.People;

/// <summary>The 1:1 chat with one person: where to send, and in which language and zone they read.</summary>
internal sealed record Chat
{
    public required PersonId Person { get; init; }

    /// <summary>Empty while there is no chat yet, or none any more: it is opened before the first card.</summary>
    public required string ConversationId { get; init; }

    public required string ServiceUrl { get; init; }

    public required string ChannelId { get; init; }

    /// <summary>The channel's id of the person (Teams' "29:…").</summary>
    public required string Address { get; init; }

    /// <summary>The channel's id of the bot ("28:…").</summary>
    public required string BotAddress { get; init; }

    public string? Locale { get; init; }

    /// <summary>IANA name of the person's time zone.</summary>
    public string? Zone { get; init; }

    /// <summary>How often the app was installed in this chat; the store counts.</summary>
    public long Installation { get; init; }

    /// <summary>Whether the platform refused the last card: what is for the person rests until it takes one.</summary>
    public bool IsResting { get; init; }

    /// <summary>
    /// A group chat or a channel, for as long as one activity from it is answered: the store keeps none.
    /// </summary>
    public bool IsShared { get; init; }

    public bool IsOpen => ConversationId.Length > 0;
}
