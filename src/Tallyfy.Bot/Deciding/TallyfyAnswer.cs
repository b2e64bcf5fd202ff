using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Deciding;

/// <summary>What is known of a decision before anybody looks for evidence.</summary>
internal sealed record TallyfyAnswer
{
    /// <summary>It was lost, or nobody asked.</summary>
    public static readonly TallyfyAnswer None = new();

    /// <summary>Tallyfy took the decision as it was sent.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>Why Tallyfy does not take it, or why it is sent no more.</summary>
    public Refusal? Refusal { get; init; }

    public IReadOnlyList<RuleChange> RuleChanges { get; init; } = [];
}
