using System.Globalization;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Cards;

/// <summary>The person a card is rendered for: dates and numbers follow their locale and zone.</summary>
internal sealed record CardViewer
{
    public required CultureInfo Culture { get; init; }

    public required TimeZoneInfo Zone { get; init; }

    /// <summary>The zone is not the reader's, who is told so with every time.</summary>
    public bool NamesZone { get; init; }

    /// <summary>
    /// The channel's id of the person (Teams' "29:…"), for the card's refresh; null outside 1:1 chats.
    /// </summary>
    public string? Address { get; init; }

    /// <summary>By how many steps the platform wants this card shorter than our own limit does.</summary>
    public int Shorter { get; init; }

    /// <summary>False for clients that show a warning instead of asking again, as the Playground does.</summary>
    public bool CanRefresh { get; init; } = true;
}

/// <summary>How the person of a chat reads; what their client never told is English and UTC.</summary>
internal static class ChatViewer
{
    extension(Chat chat)
    {
        public CardViewer Viewer => new()
        {
            Culture = ReaderPlace.FindCulture(chat.Locale) ?? CultureInfo.GetCultureInfo("en-US"),
            Zone = ReaderPlace.FindZone(chat.Zone) ?? TimeZoneInfo.Utc,
            NamesZone = ReaderPlace.FindZone(chat.Zone) is null,
            Address = chat.IsShared ? null : chat.Address,

            // What is not Teams is on this machine.
            CanRefresh = chat.ServiceUrl.StartsWith("https:", StringComparison.OrdinalIgnoreCase),
        };
    }
}
