using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;

namespace Tallyfy.Bot.Cards;

/// <summary>What a card turns into once its decision is on record in Tallyfy: who, what, when and why.</summary>
internal static class OutcomeCard
{
    public static CardMessage Render(Approval approval, ApprovalEnd.DecidedHere decision, CardReader reader)
    {
        var texts = new CardTexts(reader.Culture);
        var isApproved = decision.Verdict == Verdict.Approved;

        return CardFrame.Fit(reader, limits =>
        {
            var parts = new ApprovalParts(approval, reader, texts, limits);
            var by = ForeignText.Markdown(decision.By, limits.Line) ?? texts.SomebodyUnnamed;

            return CardFrame.Message(
                parts.Summary(isApproved ? texts.Approved : texts.Rejected),
                [
                    CardParts.Banner(
                        isApproved ? "good" : "attention", isApproved ? texts.ApprovedBy(by) : texts.RejectedBy(by)),
                    .. parts.Heading(),
                    CardParts.Facts([parts.RequestedBy, parts.When(decision.At), .. parts.Reason(decision.Reason)]),
                    .. new RuleChangeParts(decision.RuleChanges, reader, texts, limits).Lines(),
                    CardParts.Actions(parts.OpenInTallyfy()),
                ]);
        });
    }
}
