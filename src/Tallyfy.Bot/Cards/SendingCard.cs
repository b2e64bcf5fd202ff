using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>A decision on record with us whose answer from Tallyfy is still out.</summary>
internal static class SendingCard
{
    public static CardMessage Render(
        Approval approval, DecisionUnderWay decision, RenderingId rendering, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);
            var end = new EndParts(parts, viewer, texts, limits);

            return CardFrame.Message(
                parts.Summary(decision.Verdict == Verdict.Approved ? texts.Approved : texts.Rejected),
                [
                    CardParts.Banner(
                        "accent", end.WithFigure(Headline(decision, viewer, texts, limits)), texts.SettlesItself),
                    CardParts.Strong(parts.Title),
                    .. end.Below(null, null),
                    end.Reason(decision.Reason),
                    CardParts.Actions(parts.OpenInTallyfy()),
                ],
                DecisionActions.Refresh(rendering, viewer));
        });
    }

    private static string Headline(DecisionUnderWay decision, CardViewer viewer, CardTexts texts, CardLimits limits)
    {
        var time = CardDate.Time(decision.At, viewer);

        return (decision.Verdict, ForeignText.Markdown(decision.By, limits.Line)) switch
        {
            (_, null) when decision.IsUndo => texts.TakenBackByYouAt(time),
            (_, { } name) when decision.IsUndo => texts.TakenBackByAt(name, time),
            (Verdict.Approved, null) => texts.ApprovedByYouAt(time),
            (Verdict.Approved, { } name) => texts.ApprovedByAt(name, time),
            (_, null) => texts.RejectedByYouAt(time),
            (_, { } name) => texts.RejectedByAt(name, time),
        };
    }
}
