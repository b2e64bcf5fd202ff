using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>What became of a tap.</summary>
internal abstract record DecisionOutcome
{
    private DecisionOutcome()
    {
    }

    /// <summary>
    /// Of a tap on what is decided. Whoever repeats their own (a second tap, a second delivery) gets its outcome again.
    /// </summary>
    public static DecisionOutcome For(Decision? standing, bool isTheirOwn) =>
        standing is null || !isTheirOwn ? new AlreadyDecided()
        : standing.State is DecisionState.Claimed ? new BeingSent()
        : new Recorded();

    /// <summary>Tallyfy confirmed it, under the actor's own name.</summary>
    public sealed record Recorded : DecisionOutcome;

    /// <summary>Claimed, and not confirmed yet; it will be pursued.</summary>
    public sealed record BeingSent : DecisionOutcome
    {
        /// <summary>What goes on in this process after the tap is answered; null where nothing does.</summary>
        public Task? Sending { get; init; }
    }

    /// <summary>Decided before: by a card of ours, in Tallyfy, or in an earlier generation.</summary>
    public sealed record AlreadyDecided : DecisionOutcome;

    public sealed record NotYours : DecisionOutcome;

    public sealed record Gone : DecisionOutcome;

    public sealed record OnHold : DecisionOutcome;

    /// <summary>The word that confirms this verdict was not typed; without a verdict, that of an undo.</summary>
    public sealed record ConfirmationMissing(Verdict? Verdict) : DecisionOutcome;

    /// <summary>
    /// Nothing else stands in the way: it goes on after a fresh sign-in there; without a verdict, an undo.
    /// </summary>
    public sealed record SignInNeeded(Verdict? Verdict, Uri At) : DecisionOutcome;

    /// <summary>By this person it is decided in Tallyfy; the card says why.</summary>
    public sealed record OnlyInTallyfy : DecisionOutcome;

    /// <summary>What the person saw is no longer what Tallyfy says.</summary>
    public sealed record Changed : DecisionOutcome;

    /// <summary>Not all of what is decided was shown to this person.</summary>
    public sealed record NotRead : DecisionOutcome;

    public sealed record ReasonMissing : DecisionOutcome;

    public sealed record UndoReasonMissing : DecisionOutcome;

    /// <summary>The decision stands, and why.</summary>
    public sealed record CannotUndo(UndoBlockReason Why) : DecisionOutcome;

    /// <summary>Tallyfy did not reopen the task.</summary>
    public sealed record UndoRefused(Refusal Why) : DecisionOutcome;

    /// <summary>By so many characters.</summary>
    public sealed record ReasonTooLong(int Excess) : DecisionOutcome;

    /// <summary>Form fields that Tallyfy wants answered before it completes the task, by their labels.</summary>
    public sealed record AnswersMissing(IReadOnlyList<string> Labels) : DecisionOutcome;

    /// <summary>Tallyfy said no.</summary>
    public sealed record Refused(Refusal Why) : DecisionOutcome;

    /// <summary>Neither the commit of the claim nor a look for it was answered: it may be on record with us.</summary>
    public sealed record CouldNotConfirm : DecisionOutcome;

    /// <summary>
    /// Tallyfy, or our own store, could not be asked before anything was claimed: nothing was recorded.
    /// </summary>
    public sealed record Unavailable(Unavailability Why) : DecisionOutcome;

    /// <summary>
    /// Tallyfy was not asked: this person has had their share of its requests, and others come first until then.
    /// </summary>
    public sealed record ShareSpent(DateTimeOffset Until) : DecisionOutcome;

    public sealed record NotLinked(LinkProblem Problem) : DecisionOutcome;

    /// <summary>The card is not one of ours, or older than our store.</summary>
    public sealed record UnknownCard : DecisionOutcome;
}
