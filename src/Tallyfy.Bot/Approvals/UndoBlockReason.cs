namespace Tallyfy.Bot.Approvals;

/// <summary>Why a decision cannot be taken back from its card.</summary>
internal enum UndoBlockReason
{
    TooLate,

    /// <summary>The bot has no token of the person's own, or everyone has to complete the task.</summary>
    OnlyInTallyfy,

    /// <summary>The person is linked with another member than the one who decided.</summary>
    DecidedAsAnother,

    /// <summary>A task that the rules changed has been completed since.</summary>
    WorkWentOn,

    /// <summary>Tallyfy shows something else than this decision.</summary>
    NoLongerStands,
}
