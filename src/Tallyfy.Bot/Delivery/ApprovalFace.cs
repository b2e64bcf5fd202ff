namespace Tallyfy.Bot.Delivery;

/// <summary>An approval as one reader sees it now.</summary>
/// <param name="Message">What leaves.</param>
/// <param name="Version">The version of the approval it shows.</param>
/// <param name="StillAsks">Whether it waits for this reader; one that does not is never posted anew.</param>
internal sealed record ApprovalFace(CardMessage Message, long Version, bool StillAsks);
