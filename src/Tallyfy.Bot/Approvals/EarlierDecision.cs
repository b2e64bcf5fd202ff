namespace Tallyfy.Bot.Approvals;

/// <summary>An approval of the same run that is done.</summary>
internal sealed record EarlierDecision
{
    public required string Title { get; init; }

    /// <summary>Null when Tallyfy does not say.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>Null when Tallyfy does not name them.</summary>
    public string? By { get; init; }

    public DateTimeOffset? At { get; init; }

    public DecisionReason? Reason { get; init; }
}

/// <summary>Why, as it was typed here, or as Tallyfy's HTML has it.</summary>
internal sealed record DecisionReason(string Words, bool IsHtml);
