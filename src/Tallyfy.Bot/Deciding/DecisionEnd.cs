using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Deciding;

/// <summary>How a claimed decision ended, what is said to whoever decided, and what it makes of the approval.</summary>
internal sealed record DecisionEnd(
    DecisionState State, DecisionOutcome Outcome, Func<StoredApproval, StoredApproval> Move)
{
    /// <summary>Why it did not come to be. The card says it, with what was typed still in place.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The generation that asks next.</summary>
    public StoredApproval? Again { get; init; }
}
