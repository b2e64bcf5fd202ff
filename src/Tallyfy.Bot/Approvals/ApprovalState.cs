namespace Tallyfy.Bot.Approvals;

/// <summary>Where an approval stands in our store.</summary>
internal enum ApprovalState
{
    Pending,

    /// <summary>Claimed; Tallyfy has not confirmed yet.</summary>
    Deciding,

    DecidedHere,

    DecidedElsewhere,

    Gone,

    /// <summary>Open in Tallyfy, but not to be decided now. May wait again.</summary>
    OnHold,
}
