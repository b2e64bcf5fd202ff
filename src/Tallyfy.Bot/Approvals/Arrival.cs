namespace Tallyfy.Bot.Approvals;

/// <summary>How an approval that had been somebody's before came to wait for its reader.</summary>
/// <param name="Kind">What happened.</param>
/// <param name="By">Who did it; null where nobody says.</param>
/// <param name="Reason">Why, in their words.</param>
internal sealed record Arrival(ArrivalKind Kind, string? By = null, string? Reason = null);

/// <summary>What made an approval wait for somebody.</summary>
internal enum ArrivalKind
{
    /// <summary>It had been approved with a card of ours, and whoever did took that back.</summary>
    ApprovalTakenBack,

    /// <summary>The same of a rejection.</summary>
    RejectionTakenBack,

    /// <summary>Somebody opened it again in Tallyfy.</summary>
    Reopened,

    /// <summary>It waited for others before.</summary>
    PassedOn,
}
