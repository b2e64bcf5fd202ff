using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>What a card turns into once its decision is on record in Tallyfy: what about, who, when and why.</summary>
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

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);
            var end = new EndParts(parts, viewer, texts, limits);
            var headline = end.Decided(decision);

            return CardFrame.Message(
                parts.Summary(headline.Plain),
                [
                    CardParts.Banner(
                        decision.Verdict is Verdict.Approved ? "good" : "attention", headline.Markdown, parts.Title),
                    .. end.Below(CardDate.Day(decision.At, viewer), decision.Receipt),
                    end.Reason(decision.Reason),
                    .. new RuleChangeParts(decision.RuleChanges, viewer, texts, limits).Lines(),
                    .. undo is { IsAsked: true } ? AskWhy(undo, approval, texts) : [],
                    notice is null ? null : NoticeBanner.Render(notice, viewer, texts, limits),
                    NoticeBanner.SignIn(notice, texts),
                    undo is { IsAsked: true }
                        ? CardParts.Actions(
                            DecisionActions.TakeBack(texts, undo.Rendering),
                            DecisionActions.Look(texts.Back, CardAction.BackVerb, undo.Rendering))
                        : CardParts.Actions(
                            parts.OpenInTallyfy(),
                            undo is null ? null : DecisionActions.AskToUndo(texts, undo.Rendering)),
                ]);
        });
    }

    private static IEnumerable<JsonObject?> AskWhy(UndoOffer undo, Approval approval, CardTexts texts)
    {
        var names = new InputNames(undo.Draft?.Revision);

        return
        [
            CardParts.Separated(CardParts.Text(texts.UndoMeans)),
            DecisionActions.ReasonField(
                texts.UndoReasonLabel,
                CardAction.ReasonField,
                undo.Draft?.Typed.GetValueOrDefault(CardAction.ReasonField),
                names,
                texts.ReasonPlaceholder),
            approval.MustConfirm ? DecisionActions.ConfirmField(texts, null, names) : null,
        ];
    }
}
