namespace Tallyfy.Bot.Approvals;

/// <summary>
/// What a person typed on a card and nothing was done with yet, and the page they are at. It is theirs alone.
/// </summary>
internal sealed record Draft
{
    /// <summary>Typed text is kept for a day, or until the approval is over.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    /// <summary>So long nothing is changed under somebody who may be typing.</summary>
    public static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(10);

    public CardView View { get; init; }

    /// <summary>Of the form, from 0.</summary>
    public int Page { get; init; }

    /// <summary>By the name of the input.</summary>
    public IReadOnlyDictionary<string, string> Typed { get; init; } = new Dictionary<string, string>();

    /// <summary>
    /// Grows with whatever is kept, and is never used again. The ids of the card's inputs have it: under an id that it
    /// knew before, a client shows a new value and sends the old one.
    /// </summary>
    public long Revision { get; init; }

    /// <summary>So long its person's message is not changed, for they may be typing there.</summary>
    public DateTimeOffset HeldUntil { get; init; }

    /// <summary>
    /// What was typed, with what a client showed and did not send; what was sent blank was taken out.
    /// </summary>
    public static Dictionary<string, string> Merge(Draft? known, IReadOnlyDictionary<string, string?> sent)
    {
        var typed = known?.Typed.ToDictionary() ?? [];

        foreach (var (input, text) in sent)
        {
            if (text is null)
                typed.Remove(input);
            else
                typed[input] = text;
        }

        return typed;
    }
}
