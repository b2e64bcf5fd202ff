using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>What a card that asks shows beside the approval: which page, what is said, what was typed.</summary>
internal sealed record AskingState
{
    public CardView View { get; init; }

    /// <summary>Why it is shown again; it stands directly above the buttons.</summary>
    public ApprovalNotice? Notice { get; init; }

    /// <summary>What differs from the card that was tapped, or else from the first that its reader had.</summary>
    public IReadOnlyList<ContentChange> Changes { get; init; } = [];

    /// <summary>How much of this very content the tapped card had shown; null for a card that begins.</summary>
    public ShownPage? Seen { get; init; }

    /// <summary>What its reader typed before.</summary>
    public Draft? Draft { get; init; }

    /// <summary>What Tallyfy says beside it; null where nobody asked.</summary>
    public ApprovalBackground? Background { get; init; }
}
