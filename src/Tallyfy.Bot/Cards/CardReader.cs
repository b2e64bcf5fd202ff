using System.Globalization;

namespace Tallyfy.Bot.Cards;

/// <summary>The person a card is rendered for: dates and numbers follow their locale and zone.</summary>
internal sealed record CardReader
{
    public required CultureInfo Culture { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The channel's id of the person (Teams' "29:…"), for the card's refresh; null outside 1:1 chats.</summary>
    public string? Address { get; init; }

    /// <summary>By how many steps the platform wants this card shorter than our own limit does.</summary>
    public int Shorter { get; init; }

    /// <summary>False for clients that show a warning instead of asking again, as the Playground does.</summary>
    public bool CanRefresh { get; init; } = true;
}
