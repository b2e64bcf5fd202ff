using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>Draws an approval that waits: it asks those who may decide and have not voted.</summary>
internal sealed class RenderWaiting(
    DecisionStore decisions,
    RenderingStore renderings,
    FindHistory history,
    DecisionPolicy policy,
    TimeProvider time)
{
    public async Task<RenderedApproval> ExecuteAsync(
        ApprovalFace face, LinkedAccount account, CancellationToken cancellationToken)
    {
        var stored = face.Stored;
        var asked = face.Approval with
        {
            OnlyInTallyfy = await FindWhyNotInChatAsync(stored, account, face.Organization, cancellationToken),
            IsOwnRequest = DecisionPolicy.IsOwnRequest(stored.Content, account.TallyfyUserId),
            Arrival = await history.FindArrivalAsync(stored, account, cancellationToken),
        };

        if (stored.Content.EveryoneMustComplete
            && await decisions.FindVoteAsync(stored.Key, account.TallyfyUserId, cancellationToken) is { } vote)
            return new RenderedApproval(
                Voted(asked, vote, await renderings.KeepAsync(face, ShownPage.Nothing, cancellationToken), face.Reader),
                stored.Version,
                StillAsks: false);

        var page = ApprovalCard.Lay(
            asked,
            new AskingState
            {
                View = face.Request.View,
                Notice = face.Notice,
                Changes = face.Notice is ApprovalNotice.ChangedSinceShown(var changes)
                    ? changes
                    : await history.FindChangesAsync(stored, face.Person, cancellationToken),
                Seen = face.Request.From is { } from && from.Digest == stored.Digest && from.Card.Id == face.Card.Id
                    ? from.Page
                    : null,
                Draft = face.Draft,
                Background = face.Request.Background,
            },
            face.Reader,
            time.GetUtcNow());

        return new RenderedApproval(
            page.Draw(await renderings.KeepAsync(face, page.Shown, cancellationToken)), stored.Version, StillAsks: true)
        {
            ChangesAt = page.ChangesAt,
            HeldUntil = face.HeldUntil(time.GetUtcNow()),
        };
    }

    private async Task<WhyNotInChat?> FindWhyNotInChatAsync(
        StoredApproval stored, LinkedAccount account, Organization organization, CancellationToken cancellationToken) =>
        policy.FindWhyNotInChat(stored.Content, account.TallyfyUserId)
        ?? (stored.Content.EveryoneMustComplete
            && !await organization.TakesVoteOfAsync(account.TallyfyUserId, cancellationToken)
            ? WhyNotInChat.Everyone
            : null);

    private static CardMessage Voted(Approval approval, Decision vote, RenderingId rendering, CardViewer reader) =>
        vote.State is DecisionState.Claimed
            ? SendingCard.Render(
                approval, new DecisionUnderWay(vote.Verdict, null, vote.ClaimedAt, vote.Reason), rendering, reader)
            : VoteCard.Render(
                approval,
                new OwnVote(vote.Verdict, vote.ClaimedAt, vote.Reason, vote.State is DecisionState.Done)
                {
                    Receipt = vote.Receipt,
                },
                rendering,
                reader);
}
