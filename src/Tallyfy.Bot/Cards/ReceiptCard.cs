using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What a receipt code stands for: who decided what and when, what became of it, and where the trail has it.
/// </summary>
internal static class ReceiptCard
{
    public static CardMessage Render(Receipt receipt, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        var decision = receipt.Decision;

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(receipt.Approval, viewer, texts, limits);
            var by = ForeignText.Markdown(decision.Actor.DisplayName, limits.Line) ?? texts.SomebodyUnnamed;

            return CardFrame.Message(
                parts.Summary($"{texts.Receipt} {receipt.Code}"),
                [
                    CardParts.Banner(Style(receipt), Headline(decision, by, texts), What(decision, texts)),
                    .. parts.Heading(),
                    CardParts.Facts(
                        [parts.RequestedBy, parts.When(decision.ClaimedAt), .. parts.Receipt(receipt.Code)]),
                    CardParts.Separated(CardParts.Text(Place(receipt, texts))),
                    CardParts.Actions(parts.OpenInTallyfy()),
                ]);
        });
    }

    private static string Style(Receipt receipt) => receipt switch
    {
        { State: ReceiptState.Altered } => "attention",
        { Decision.State: DecisionState.Done } => "good",
        _ => "emphasis",
    };

    // What did not come to be is not said as if it had.
    private static string Headline(
        Decision decision,
        string by,
        CardTexts texts) =>
        (decision.Kind, decision.Verdict) switch
        {
            (DecisionKind.Undo, _) when !Stands(decision) => texts.WantedToTakeBack(by),
            (_, Verdict.Approved) when !Stands(decision) => texts.WantedToApprove(by),
            _ when !Stands(decision) => texts.WantedToReject(by),
            (DecisionKind.Undo, Verdict.Approved) => texts.ApprovalTakenBackBy(by),
            (DecisionKind.Undo, _) => texts.RejectionTakenBackBy(by),
            (_, Verdict.Approved) => texts.ApprovedBy(by),
            _ => texts.RejectedBy(by),
        };

    private static bool Stands(Decision decision) => decision.State is DecisionState.Done or DecisionState.Claimed;

    private static string What(Decision decision, CardTexts texts) => decision.State switch
    {
        DecisionState.Done => texts.ReceiptDone,
        DecisionState.Elsewhere => texts.ReceiptElsewhere,
        DecisionState.Refused => texts.ReceiptRefused,
        DecisionState.Unconfirmed => texts.VoteUnconfirmed,
        _ => texts.ReceiptBeingSent,
    };

    private static string Place(Receipt receipt, CardTexts texts) => receipt.State switch
    {
        ReceiptState.Sealed => texts.ReceiptSealed(receipt.Sequence ?? 0),
        ReceiptState.Waiting => texts.ReceiptWaiting,
        ReceiptState.NoEntry => texts.ReceiptNoEntry,
        ReceiptState.Altered => texts.ReceiptAltered,
        _ => throw new UnreachableException(),
    };
}
