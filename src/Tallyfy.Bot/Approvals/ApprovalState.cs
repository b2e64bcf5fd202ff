namespace Tallyfy.Bot.Approvals;

/// <summary>Where an approval stands in our store.</summary>
internal enum ApprovalState
{
    Pending,

    /// <summary>Claimed; Tallyfy has not confirmed yet.</summary>
    Deciding,

    DecidedHere,

    /// <summary>Decided here, and being taken back; Tallyfy has not confirmed yet.</summary>
    Undoing,

    /// <summary>Decided here and taken back: the task asks again as its next generation.</summary>
    Undone,

    DecidedElsewhere,

    Gone,

    /// <summary>Open in Tallyfy, but not to be decided now. May wait again.</summary>
    OnHold,
}
