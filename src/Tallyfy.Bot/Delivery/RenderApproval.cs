using System.Diagnostics;
using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Delivery;

/// <summary>Draws an approval for one reader from the state of this moment, and keeps what it showed before it leaves.</summary>
internal sealed class RenderApproval(
    ApprovalStore approvals,
    DecisionStore decisions,
    AccountStore accounts,
    PostedCardStore cards,
    OrganizationDirectory organizations,
    TimeProvider time)
{
    /// <summary>Null when the approval or its organization is no longer ours.</summary>
    public async Task<ApprovalFace?> FindAsync(
        PostedCard card,
        Chat chat,
        ApprovalNotice? notice,
        string? typedReason,
        CancellationToken cancellationToken)
    {
        if (await approvals.FindAsync(card.Approval, cancellationToken) is not { } stored
            || organizations.Find(card.Approval.Organization) is not { } organization)
            return null;

        if (notice is null && card.Notice is { } kept && kept.Version == stored.Version)
            (notice, typedReason) = (kept.ToNotice(), kept.Reason);

        var reader = chat.Reader with { Shorter = card.Shorter };
        var rendering = RenderingId.New();
        await cards.AddRenderingAsync(rendering, card, stored.Digest, cancellationToken);

        var account = await accounts.FindAsync(chat.Person, organization.Id, cancellationToken);
        var asks = stored.State is ApprovalState.Pending && account is not null && stored.MayDecide.Contains(account.TallyfyUserId);
        var approval = stored.ToApproval(organization);

        var message = stored.State switch
        {
            ApprovalState.Pending when !asks => SealedCard.NotYours(approval, reader),
            ApprovalState.Pending =>
                ApprovalCard.Render(approval, rendering, reader, time.GetUtcNow(), notice, typedReason),
            ApprovalState.Deciding => SendingCard.Render(
                approval, await UnderWayAsync(stored, chat.Person, cancellationToken), rendering, reader),
            _ => SealedCard.Render(approval, approval.End ?? throw new UnreachableException(), reader),
        };

        return new ApprovalFace(message, stored.Version, asks);
    }

    private async Task<DecisionUnderWay> UnderWayAsync(
        StoredApproval stored, PersonId reader, CancellationToken cancellationToken)
    {
        var isOwn = (await decisions.FindAsync(stored.Key, cancellationToken))?.Actor.Person == reader;
        return new DecisionUnderWay(stored.Verdict!.Value, isOwn ? null : stored.By, stored.At!.Value, stored.Reason);
    }
}
