using System.Text.Json.Nodes;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What a receipt code stands for: who decided what and when, what became of it, and where the trail has it.
/// </summary>
internal static class ReceiptCard
{
    public static CardMessage Render(Receipt receipt, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(receipt.Approval, viewer, texts, limits);
            var title = $"{texts.Receipt} {receipt.Code}";

            return receipt.Proof.Claim is { } claim
                ? CardFrame.Message(
                    receipt.HasContent ? parts.Summary(title) : title, Proven(receipt, claim, parts, texts, limits))
                : CardFrame.Message(title, Unproven(receipt, parts, texts));
        });
    }

    private static IReadOnlyList<JsonObject?> Proven(
        Receipt receipt, TrailEntry claim, ApprovalParts parts, CardTexts texts, CardLimits limits)
    {
        var by = receipt switch
        {
            { IsForgotten: true } => texts.SomebodyForgotten,
            { HasWords: false } => texts.SomebodyUnproven,
            _ => ForeignText.Markdown(receipt.Decision.Actor.DisplayName, limits.Line) ?? texts.SomebodyUnnamed,
        };
        var end = receipt.Proof.End?.Kind;

        return
        [
            CardParts.Banner(
                receipt.Proof.IsRowTrue ? end is nameof(TrailKind.Done) ? "good" : "emphasis" : "attention",
                Headline(claim, end, by, texts),
                What(end, texts)),
            .. receipt.HasContent
                ? [CardParts.Strong(parts.Title), CardParts.Quiet(parts.AskedBy), CardParts.Quiet(parts.Origin)]
                : new[] { CardParts.Quiet(parts.Organization) },
            receipt.HasContent && receipt.IsContentProven ? parts.KeyLine(parts.Keys.Fields) : null,
            CardParts.Facts([parts.When(claim.At), .. parts.Receipt(receipt.Code)]),
            CardParts.Separated(CardParts.Text(
                claim.Sequence is { } place ? texts.ReceiptSealed(place) : texts.ReceiptWaiting)),
            receipt switch
            {
                { IsForgotten: true } => CardParts.Text(texts.ReceiptForgotten),
                { HasWords: true, HasContent: true } => null,
                _ => CardParts.Text(texts.ReceiptNamesNotKept),
            },
            receipt.Proof.IsRowTrue ? null : CardParts.Text(texts.ReceiptRowDiffers),
            CardParts.Actions(parts.OpenInTallyfy()),
        ];
    }

    // What the store says beside a proof that is gone is not shown: it would look as if it were proven.
    private static IReadOnlyList<JsonObject?> Unproven(Receipt receipt, ApprovalParts parts, CardTexts texts) =>
    [
        CardParts.Banner(
            receipt.Proof.State is ProofState.NoEntry ? "emphasis" : "attention",
            texts.ReceiptNothingProven,
            receipt.Proof.State switch
            {
                ProofState.NoEntry => texts.ReceiptNoEntry,
                ProofState.Missing => texts.ReceiptMissing,
                _ => texts.ReceiptAltered,
            }),
        CardParts.Quiet(parts.Organization),
        CardParts.Facts([.. parts.Receipt(receipt.Code)]),
        CardParts.Actions(parts.OpenInTallyfy()),
    ];

    // What did not come to be is not said as if it had.
    private static string Headline(TrailEntry claim, string? end, string by, CardTexts texts)
    {
        var stands = end is null or nameof(TrailKind.Done);
        var isApproval = claim.Verdict == nameof(Verdict.Approved);

        return claim.DecisionKind == nameof(DecisionKind.Undo)
            ? (stands, isApproval) switch
            {
                (false, _) => texts.WantedToTakeBack(by),
                (true, true) => texts.ApprovalTakenBackBy(by),
                _ => texts.RejectionTakenBackBy(by),
            }
            : (stands, isApproval) switch
            {
                (false, true) => texts.WantedToApprove(by),
                (false, false) => texts.WantedToReject(by),
                (true, true) => texts.ApprovedBy(by),
                _ => texts.RejectedBy(by),
            };
    }

    private static string What(string? end, CardTexts texts) => end switch
    {
        nameof(TrailKind.Done) => texts.ReceiptDone,
        nameof(TrailKind.Elsewhere) => texts.ReceiptElsewhere,
        nameof(TrailKind.Refused) => texts.ReceiptRefused,
        nameof(TrailKind.Unconfirmed) => texts.VoteUnconfirmed,
        _ => texts.ReceiptBeingSent,
    };
}
