using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// A decision being sent to Tallyfy; <paramref name="By"/> is null on the card of the person who made it.
/// </summary>
internal sealed record DecisionUnderWay(Verdict Verdict, string? By, DateTimeOffset At, string? Reason)
{
    /// <summary>It is being taken back.</summary>
    public bool IsUndo { get; init; }
}
