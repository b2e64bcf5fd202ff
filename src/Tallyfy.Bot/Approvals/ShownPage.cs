namespace Tallyfy.Bot.Approvals;

/// <summary>
/// What a person has been shown of what a decision is about: title, description and answers, in pieces from the first.
/// </summary>
/// <param name="View">Which page of the card.</param>
/// <param name="Opened">How many pages were opened for it, this one among them.</param>
/// <param name="Shown">How many pieces they have seen; below 0 nobody counted.</param>
/// <param name="Of">How many there are.</param>
internal sealed record ShownPage(CardView View, int Opened, int Shown, int Of)
{
    /// <summary>Where nothing is decided about: the row of a list, a card that says how it ended.</summary>
    public static ShownPage Nothing { get; } = new(CardView.Ask, 1, -1, 0);

    /// <summary>Nothing relevant is unseen: it may be approved.</summary>
    public bool IsWhole => Shown >= 0 && Shown == Of;
}
