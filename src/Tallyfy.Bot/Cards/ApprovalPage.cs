using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>One page of a card that asks, laid out: what it shows is kept before it is drawn.</summary>
/// <param name="Shown">What its reader has been shown with it.</param>
/// <param name="Draw">Draws it, with the id of what was kept.</param>
internal sealed record ApprovalPage(ShownPage Shown, Func<RenderingId, CardMessage> Draw)
{
    /// <summary>When its words are no longer true, without anything having happened; null while they stay.</summary>
    public DateTimeOffset? ChangesAt { get; init; }
}
