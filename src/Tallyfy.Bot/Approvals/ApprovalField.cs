namespace Tallyfy.Bot.Approvals;

/// <summary>
/// One form field with its answer in words; an empty answer is null. A date is written by the card, for its reader.
/// </summary>
internal sealed record ApprovalField(string Label, string? Answer, DateTimeOffset? Date = null)
{
    /// <summary>Tallyfy's id of the field; empty for one that was kept before ids were.</summary>
    public string Id { get; init; } = "";

    /// <summary>One of Tallyfy's ten types.</summary>
    public string Type { get; init; } = "";

    /// <summary>The answer as Tallyfy has it, in canonical JSON; null when there is none.</summary>
    public string? Raw { get; init; }

    /// <summary>What may be answered, as <see cref="FieldForm"/> writes it; null when that was not kept.</summary>
    public string? Form { get; init; }

    /// <summary>Tallyfy demands an answer and has none.</summary>
    public bool IsMissing { get; init; }

    /// <summary>Tallyfy has more of an answer than there are words for.</summary>
    public bool IsPartlyUnsaid { get; init; }
}
