using Tallyfy.Bot.Approvals;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What stays of a card whose approval has left its person: what they saw, and how it ended, never why.
/// </summary>
internal static class FormerCard
{
    /// <param name="approval">As it is now.</param>
    /// <param name="seen">What its person saw last.</param>
    /// <param name="disclosure">How much they may know.</param>
    /// <param name="viewer">They.</param>
    /// <param name="notSent">Why what they decided was not sent; null for what they did not.</param>
    public static CardMessage Render(
        Approval approval,
        ApprovalContent seen,
        Disclosure disclosure,
        CardViewer viewer,
        RefusalKind? notSent = null)
    {
        if (disclosure is Disclosure.ThatItIsNotTheirs)
            return SealedCard.NotLinked(approval with { Content = seen with { Owners = [] } }, viewer, notSent);

        return WithoutWhy(approval.End) is { } end
            ? SealedCard.Render(approval with { Content = seen }, end, viewer)
            : SealedCard.NotYours(
                approval with { Content = seen with { Owners = approval.Content.Owners } }, viewer, notSent);
    }

    // What is on hold goes on: why is for those whom it waits for.
    private static ApprovalEnd? WithoutWhy(ApprovalEnd? end) => end switch
    {
        null or ApprovalEnd.OnHold => null,
        ApprovalEnd.DecidedHere here => new ApprovalEnd.DecidedHere(here.Verdict, here.By, here.At, null),
        ApprovalEnd.Undone undone => undone with { Reason = null },
        _ => end,
    };
}
