using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What a card turns into once its decision is on record in Tallyfy: who, what, when and why.</summary>
internal static class OutcomeCard
{
    /// <summary>The offer to undo is null for everybody who may not.</summary>
    public static CardMessage Render(
        Approval approval,
        ApprovalEnd.DecidedHere decision,
        CardViewer viewer,
        UndoOffer? undo = null,
        ApprovalNotice? notice = null)
    {
        var texts = new CardTexts(viewer.Culture);
        var isApproved = decision.Verdict == Verdict.Approved;

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);
            var by = ForeignText.Markdown(decision.By, limits.Line) ?? texts.SomebodyUnnamed;

            return CardFrame.Message(
                parts.Summary(isApproved ? texts.Approved : texts.Rejected),
                [
                    notice is null ? null : NoticeBanner.Render(notice, viewer, texts, limits),
                    NoticeBanner.SignIn(notice, texts),
                    CardParts.Banner(
                        isApproved ? "good" : "attention", isApproved ? texts.ApprovedBy(by) : texts.RejectedBy(by)),
                    .. parts.Heading(),
                    CardParts.Facts(
                    [
                        parts.RequestedBy,
                        parts.When(decision.At),
                        .. parts.Reason(decision.Reason),
                        .. parts.Receipt(decision.Receipt),
                    ]),
                    .. new RuleChangeParts(decision.RuleChanges, viewer, texts, limits).Lines(),
                    CardParts.Actions(
                        parts.OpenInTallyfy(),
                        undo is null
                            ? null
                            : DecisionActions.Undo(
                                texts, undo.Rendering, undo.TypedReason, approval.MustConfirm)),
                ]);
        });
    }
}

/// <summary>Taking a decision back, as offered to whoever made it.</summary>
/// <param name="Rendering">The card that offers it.</param>
/// <param name="TypedReason">What was typed before and must not be lost.</param>
internal sealed record UndoOffer(RenderingId Rendering, string? TypedReason);
