using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;

namespace Tallyfy.Bot.Delivery;

/// <summary>What somebody wants to see of a card; without one it is drawn as its person left it.</summary>
internal sealed record CardRequest
{
    public CardView View { get; init; }

    /// <summary>The card that was tapped: whoever has read on goes on from there.</summary>
    public Rendering? From { get; init; }

    /// <summary>What is said about the drawn row.</summary>
    public Func<StoredApproval, ApprovalNotice?> NoticeOf { get; init; } = _ => null;

    public ApprovalBackground? Background { get; init; }
}
