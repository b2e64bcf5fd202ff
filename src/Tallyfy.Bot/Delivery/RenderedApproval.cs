using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Delivery;

/// <summary>An approval as one reader sees it now.</summary>
/// <param name="Message">What leaves.</param>
/// <param name="Version">The version of the approval it shows.</param>
/// <param name="StillAsks">Whether it waits for this reader; one that does not is never posted anew.</param>
internal sealed record RenderedApproval(CardMessage Message, long Version, bool StillAsks)
{
    /// <summary>
    /// Until when its message is not changed under its person, who may be typing; null while nobody is.
    /// </summary>
    public DateTimeOffset? HeldUntil { get; init; }

    /// <summary>When it looks different without anything having happened: an offer ends.</summary>
    public DateTimeOffset? ChangesAt { get; init; }
}
