using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Texts;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Cards;

/// <summary>Where everyone must decide: what a person sees who did, while the others still have to.</summary>
internal static class VoteCard
{
    public static CardMessage Render(Approval approval, OwnVote vote, RenderingId rendering, CardViewer viewer)
    {
        var texts = new CardTexts(viewer.Culture);
        var isApproved = vote.Verdict is Verdict.Approved;
        var headline = isApproved ? texts.YouApproved : texts.YouRejected;

        return CardFrame.Fit(viewer, limits =>
        {
            var parts = new ApprovalParts(approval, viewer, texts, limits);
            var end = new EndParts(parts, viewer, texts, limits);

            return CardFrame.Message(
                parts.Summary(isApproved ? texts.Approved : texts.Rejected),
                [
                    vote.IsConfirmed
                        ? CardParts.Banner(
                            isApproved ? "good" : "attention", end.WithFigure(headline), parts.OthersProgress)
                        : CardParts.Banner("warning", texts.VoteUnconfirmed, texts.VoteUnconfirmedMeans),
                    CardParts.Strong(parts.Title),
                    .. end.Below(CardDate.Day(vote.At, viewer), vote.Receipt),
                    end.Reason(vote.Reason),
                    CardParts.Actions(parts.OpenInTallyfy()),
                ],
                DecisionActions.Refresh(rendering, viewer));
        });
    }
}

/// <summary>The viewer's own verdict among several.</summary>
/// <param name="Verdict">What they decided.</param>
/// <param name="At">When.</param>
/// <param name="Reason">Why, in their words.</param>
/// <param name="IsConfirmed">False where nothing tells whether Tallyfy has it.</param>
internal sealed record OwnVote(Verdict Verdict, DateTimeOffset At, string? Reason, bool IsConfirmed)
{
    public ReceiptCode? Receipt { get; init; }
}
