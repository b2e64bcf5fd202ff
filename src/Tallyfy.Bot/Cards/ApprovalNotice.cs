using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// Why a card is shown again: said directly above its buttons, with everything typed still in place.
/// </summary>
internal abstract record ApprovalNotice
{
    private ApprovalNotice()
    {
    }

    public sealed record ReasonMissing : ApprovalNotice;

    /// <summary>Not all of what is decided was shown yet.</summary>
    public sealed record NotRead : ApprovalNotice;

    /// <summary>They wrote that they approve or reject it.</summary>
    public sealed record TapDecides : ApprovalNotice;

    /// <summary>By so many characters.</summary>
    public sealed record ReasonTooLong(int Excess) : ApprovalNotice;

    /// <summary>The word that confirms this verdict was not typed; without a verdict, that of an undo.</summary>
    public sealed record ConfirmationMissing(Verdict? Verdict) : ApprovalNotice;

    /// <summary>Nothing is recorded before they signed in there; without a verdict, no undo.</summary>
    public sealed record SignInNeeded(Verdict? Verdict, Uri At) : ApprovalNotice;

    /// <summary>Tallyfy holds something else now than the card showed.</summary>
    public sealed record ChangedSinceShown(IReadOnlyList<ContentChange> Changes) : ApprovalNotice;

    /// <summary>Tallyfy wants these form fields answered first.</summary>
    public sealed record AnswersMissing(IReadOnlyList<string> Labels) : ApprovalNotice;

    public sealed record TallyfyRefused(Refusal Why) : ApprovalNotice;

    public sealed record UndoReasonMissing : ApprovalNotice;

    /// <summary>The decision stands.</summary>
    public sealed record CannotUndo(UndoBlockReason Why) : ApprovalNotice;

    /// <summary>Tallyfy did not reopen the task: the decision stands.</summary>
    public sealed record UndoRefused(Refusal Why) : ApprovalNotice;

    public sealed record TallyfyUnavailable(Unavailability Why) : ApprovalNotice;

    /// <summary>Others come first until then: this person has had their share of Tallyfy's requests.</summary>
    public sealed record ShareSpent(DateTimeOffset Until) : ApprovalNotice;
}
