using System.Diagnostics;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>The strip on a card that asks again: what stood in the way, and what to do.</summary>
internal static class NoticeBanner
{
    public static JsonObject Render(ApprovalNotice notice, CardTexts texts, CardLimits limits)
    {
        var (headline, meaning) = notice switch
        {
            ApprovalNotice.ReasonMissing => (texts.ReasonMissing, texts.NothingRecorded),
            ApprovalNotice.ReasonTooLong => (texts.ReasonTooLong(CardAction.MaxReasonLength), texts.ReasonTooLongMeans),
            ApprovalNotice.ConfirmationMissing(var verdict) => (
                texts.ConfirmationMissing(verdict is Verdict.Approved ? texts.Approve : texts.Reject),
                texts.NothingRecorded),
            ApprovalNotice.SignInNeeded => (
                texts.SignInNeeded, texts.SignInNeededMeans((int)SignInTicket.GoodFor.TotalMinutes)),
            ApprovalNotice.ChangedSinceShown(var changes) => (
                ChangedParts.Headline(changes, texts), texts.ChangedMeans),
            ApprovalNotice.AnswersMissing(var labels) => (
                texts.AnswersMissing(Names(labels, texts, limits)), texts.AnswersMissingMeans),
            ApprovalNotice.TallyfyRefused(var refusal) => Refused(refusal, texts, limits),
            ApprovalNotice.TallyfyUnavailable(Unavailability.TooManyRequests) =>
                (texts.TallyfyBusy, texts.TallyfyBusyMeans),
            ApprovalNotice.TallyfyUnavailable(Unavailability.NotLetIn) => (texts.NotLetIn, texts.NotLetInMeans),
            ApprovalNotice.TallyfyUnavailable => (texts.TallyfyUnavailable, texts.TryAgain),
            ApprovalNotice.UndoReasonMissing => (texts.UndoReasonMissing, texts.DecisionStands),
            ApprovalNotice.CannotUndo(UndoBlockReason.NoLongerStands) => (
                texts.UndoNoLongerStands, texts.UndoNoLongerStandsMeans),
            ApprovalNotice.CannotUndo(var why) => (Why(why, texts), texts.UndoInTallyfy),
            ApprovalNotice.UndoRefused(var refusal) => (
                texts.UndoRefused, ForeignText.Markdown(refusal.Words, limits.Answer) ?? texts.DecisionStands),
            _ => throw new UnreachableException(),
        };

        var style = notice is ApprovalNotice.ChangedSinceShown or ApprovalNotice.SignInNeeded ? "warning" : "attention";
        return CardParts.Banner(style, headline, meaning);
    }

    private static (string Headline, string Meaning) Refused(Refusal refusal, CardTexts texts, CardLimits limits)
    {
        var words = ForeignText.Markdown(refusal.Words, limits.Answer + limits.Line);

        return refusal.Kind switch
        {
            RefusalKind.NotPermitted => (texts.NotPermitted, words ?? texts.NotPermittedMeans),
            RefusalKind.NotLetIn => (texts.NotLetIn, texts.NotLetInMeans),
            RefusalKind.TooBusy => (texts.TallyfyBusy, texts.TallyfyBusyMeans),
            RefusalKind.NotConfirmed => (texts.NotConfirmed, texts.ChangedMeans),
            _ => (texts.TallyfyRefused, words ?? texts.NothingRecorded),
        };
    }

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
