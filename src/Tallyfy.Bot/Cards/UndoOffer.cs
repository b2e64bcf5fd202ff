using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>Taking a decision back, as offered to whoever made it.</summary>
/// <param name="Rendering">The card that offers it.</param>
internal sealed record UndoOffer(RenderingId Rendering)
{
    /// <summary>The card that asks why is open.</summary>
    public bool IsAsked { get; init; }

    /// <summary>What was typed before and must not be lost.</summary>
    public Draft? Draft { get; init; }
}
