using System.Diagnostics;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>The strip directly above the buttons: what stood in the way, and what to do.</summary>
internal static class NoticeBanner
{
    public static JsonObject Render(
        ApprovalNotice notice, CardViewer viewer, CardTexts texts, CardLimits limits, JsonObject? rows = null)
    {
        var (headline, meaning) = notice switch
        {
            ApprovalNotice.ReasonMissing => (texts.ReasonMissing, texts.NothingRecorded),
            ApprovalNotice.TapDecides => (texts.TapDecides, texts.NothingRecorded),
            ApprovalNotice.ReasonTooLong(var excess) => (
                texts.ReasonTooLong(excess, CardAction.MaxReasonLength), texts.ReasonTooLongMeans),
            ApprovalNotice.ConfirmationMissing(var verdict) => (
                texts.ConfirmationMissing(DecisionActions.WordFor(verdict, texts)),
                verdict is null ? texts.DecisionStands : texts.NothingRecorded),
            ApprovalNotice.SignInNeeded => (
                texts.SignInNeeded, texts.SignInNeededMeans((int)SignInTicket.GoodFor.TotalMinutes)),
            ApprovalNotice.ChangedSinceShown(var changes) => (
                ChangedParts.Headline(changes, texts), texts.ChangedMeans),
            ApprovalNotice.NotRead => (texts.NotRead, texts.NotReadMeans),
            ApprovalNotice.AnswersMissing(var labels) => (
                texts.AnswersMissing(Names(labels, texts, limits)), texts.AnswersMissingMeans),
            ApprovalNotice.TallyfyRefused(var refusal) => Refused(refusal, texts, limits),
            ApprovalNotice.TallyfyUnavailable(Unavailability.TooManyRequests) =>
                (texts.TallyfyBusy, texts.TallyfyBusyMeans),
            ApprovalNotice.TallyfyUnavailable(Unavailability.NotLetIn) => (texts.NotLetIn, texts.NotLetInMeans),
            ApprovalNotice.TallyfyUnavailable => (texts.TallyfyUnavailable, texts.TryAgain),
            ApprovalNotice.ShareSpent(var until) => (
                texts.ShareSpent, texts.ShareSpentMeans(CardDate.Time(until.AddSeconds(59), viewer))),
            ApprovalNotice.UndoReasonMissing => (texts.UndoReasonMissing, texts.DecisionStands),
            ApprovalNotice.CannotUndo(UndoBlockReason.NoLongerStands) => (
                texts.UndoNoLongerStands, texts.UndoNoLongerStandsMeans),
            ApprovalNotice.CannotUndo(var why) => (Why(why, texts), texts.UndoInTallyfy),
            ApprovalNotice.UndoRefused(var refusal) => (
                texts.UndoRefused, ForeignText.Markdown(refusal.Words, limits.Answer) ?? Kept(refusal, texts)),
            _ => throw new UnreachableException(),
        };

        var isNothingWrong = notice is ApprovalNotice.ChangedSinceShown
            or ApprovalNotice.NotRead
            or ApprovalNotice.TapDecides
            or ApprovalNotice.SignInNeeded
            or ApprovalNotice.ShareSpent;
        return CardParts.Banner(isNothingWrong ? "warning" : "attention", headline, meaning, rows);
    }

    /// <summary>Of a card that was drawn anew while its reader was away: nobody tapped.</summary>
    public static JsonObject OfChange(string headline, JsonObject? rows) =>
        CardParts.Banner("warning", headline, null, rows);

    /// <summary>The way to a sign-in, where one is needed.</summary>
    public static JsonObject? SignIn(ApprovalNotice? notice, CardTexts texts) =>
        notice is ApprovalNotice.SignInNeeded(var verdict, var at)
            ? CardParts.Actions(CardParts.OpenUrl(
                verdict switch
                {
                    Verdict.Approved => texts.SignInAndApprove,
                    Verdict.Rejected => texts.SignInAndReject,
                    _ => texts.SignInAndUndo,
                },
                at))
            : null;

    private static (string Headline, string Meaning) Refused(Refusal refusal, CardTexts texts, CardLimits limits)
    {
        var words = ForeignText.Markdown(refusal.Words, limits.Answer + limits.Line);

        return refusal.Kind switch
        {
            RefusalKind.NotPermitted => (texts.NotPermitted, words ?? texts.NotPermittedMeans),
            RefusalKind.NotLetIn => (texts.NotLetIn, texts.NotLetInMeans),
            RefusalKind.TooBusy => (texts.TallyfyBusy, texts.TallyfyBusyMeans),
            RefusalKind.NotConfirmed => (texts.NotConfirmed, texts.ChangedMeans),
            RefusalKind.LinkEnded => (texts.NotSent, texts.NotSentLinkEnded),
            RefusalKind.NotServed => (texts.NotSent, texts.NotSentNotServed),
            _ => (texts.TallyfyRefused, words ?? texts.NothingRecorded),
        };
    }

    private static string Kept(Refusal refusal, CardTexts texts) => refusal.Kind switch
    {
        RefusalKind.LinkEnded => texts.NotSentLinkEnded,
        RefusalKind.NotServed => texts.NotSentNotServed,
        _ => texts.DecisionStands,
    };

    private static string Why(UndoBlockReason why, CardTexts texts) => why switch
    {
        UndoBlockReason.TooLate => texts.UndoTooLate,
        UndoBlockReason.OnlyInTallyfy => texts.UndoOnlyInTallyfy,
        UndoBlockReason.DecidedAsAnother => texts.UndoDecidedAsAnother,
        UndoBlockReason.WorkWentOn => texts.UndoWorkWentOn,
        _ => throw new UnreachableException(),
    };

    private static string Names(IReadOnlyList<string> labels, CardTexts texts, CardLimits limits)
    {
        var shown = string.Join(
            ", ", labels.Take(limits.Names).Select(label => ForeignText.Markdown(label, limits.Line) ?? texts.NoLabel));

        return labels.Count > limits.Names ? texts.AndMore(shown, labels.Count - limits.Names) : shown;
    }
}
