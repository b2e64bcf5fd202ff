using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Delivery;

/// <summary>An approval as one reader sees it now.</summary>
/// <param name="Message">What leaves.</param>
/// <param name="Version">The version of the approval it shows.</param>
/// <param name="StillAsks">Whether it waits for this reader; one that does not is never posted anew.</param>
internal sealed record RenderedApproval(CardMessage Message, long Version, bool StillAsks)
{
    /// <summary>When it looks different without anything having happened: an offer ends.</summary>
    public DateTimeOffset? ChangesAt { get; init; }
}
