using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Deciding;

/// <summary>How a claimed decision ended, and what is said to whoever decided.</summary>
internal sealed record DecisionEnd(DecisionState State, DecisionOutcome Outcome)
{
    /// <summary>What it makes of the approval.</summary>
    public Func<StoredApproval, StoredApproval> Move { get; init; } = now => now;

    /// <summary>Why it did not come to be. The card says it, with what was typed still in place.</summary>
    public Refusal? Refusal { get; init; }

    /// <summary>The generation that asks next.</summary>
    public StoredApproval? Again { get; init; }
}
