using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Draws an approval for one reader from the state of this moment, and keeps what it showed before it leaves.
/// </summary>
internal sealed class RenderApproval(
    ApprovalStore approvals,
    DecisionStore decisions,
    MayBeShown mayBeShown,
    RenderingStore renderings,
    OrganizationDirectory organizations,
    DecisionPolicy policy,
    IOptions<ApprovalOptions> options,
    TimeProvider time)
{
    /// <summary>
    /// Null when the approval or its organization is no longer ours, or nothing of it is the reader's to know.
    /// </summary>
    /// <param name="card">The message it is drawn for.</param>
    /// <param name="chat">The reader.</param>
    /// <param name="noticeOf">What is said at its top about the drawn row; null for what the card itself keeps.</param>
    /// <param name="typedReason">What the reader had typed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RenderedApproval?> FindAsync(
        PostedCard card,
        Chat chat,
        Func<StoredApproval, ApprovalNotice?>? noticeOf,
        string? typedReason,
        CancellationToken cancellationToken)
    {
        if (await approvals.FindAsync(card.Approval, cancellationToken) is not { } stored
            || organizations.Find(card.Approval.Organization) is not { } organization)
            return null;

        var reader = chat.Viewer with { Shorter = card.Shorter };
        var shown = await mayBeShown.ExecuteAsync(stored, card, chat.Person, cancellationToken);

        var notice = noticeOf?.Invoke(stored);

        // What somebody else typed on their card stays there.
        if (notice is null && card.Person == chat.Person && card.Notice is { } kept && kept.Version == stored.Version)
            (notice, typedReason) = (ToNotice(kept, stored), kept.Reason);

        if (shown.Disclosure is not Disclosure.Everything)
            return await FindRestAsync(
                stored, organization, shown.Disclosure, chat.Person, reader, notice, cancellationToken);

        var rendering = await renderings.KeepAsync(card, stored, chat.Person, cancellationToken);

        var approval = stored.ToApproval(organization) with { MustConfirm = policy.MustConfirm(stored.Content) };

        if (stored.State is ApprovalState.Pending)
            return await AskAsync(
                stored,
                approval,
                organization,
                shown.Account ?? throw new UnreachableException(),
                rendering,
                reader,
                notice,
                typedReason,
                cancellationToken);

        if (stored.State is ApprovalState.DecidedHere)
            return await ShowDecidedAsync(
                stored, approval, organization, chat.Person, rendering, reader, notice, typedReason, cancellationToken);

        var message = stored.State is ApprovalState.Deciding or ApprovalState.Undoing
            ? SendingCard.Render(
                approval, await UnderWayAsync(stored, chat.Person, cancellationToken), rendering, reader)
            : SealedCard.Render(approval, approval.End ?? throw new UnreachableException(), reader);

        return new RenderedApproval(message, stored.Version, StillAsks: false);
    }

    private async Task<RenderedApproval> ShowDecidedAsync(
        StoredApproval stored,
        Approval approval,
        Organization organization,
        PersonId person,
        RenderingId rendering,
        CardViewer reader,
        ApprovalNotice? notice,
        string? typedReason,
        CancellationToken cancellationToken)
    {
        var decision = await decisions.FindAsync(stored.Key, cancellationToken);
        var undoUntil = UndoableUntil(stored, decision, person, organization);
        var outcome = OutcomeCard.Render(
            approval,
            (ApprovalEnd.DecidedHere)approval.End! with { Receipt = decision?.Receipt },
            reader,
            undoUntil is null ? null : new UndoOffer(rendering, typedReason),
            notice);

        return new RenderedApproval(outcome, stored.Version, StillAsks: false) { ChangesAt = undoUntil };
    }

    /// <summary>What is left for a person who may know no more; null when that is nothing.</summary>
    private async Task<RenderedApproval?> FindRestAsync(
        StoredApproval stored,
        Organization organization,
        Disclosure disclosure,
        PersonId person,
        CardViewer reader,
        ApprovalNotice? notice,
        CancellationToken cancellationToken)
    {
        if (disclosure is Disclosure.Nothing)
            return null;

        var notSent = notice is ApprovalNotice.TallyfyRefused(var refusal) ? refusal.Kind : (RefusalKind?)null;

        var seen = stored.FindContent(await renderings.FindLastSeenAsync(stored.Key, person, cancellationToken));
        var message = seen is null
            ? SentenceCard.Render(SentenceFor(disclosure), reader)
            : FormerCard.Render(stored.ToApproval(organization), seen, disclosure, reader, notSent);

        return new RenderedApproval(message, stored.Version, StillAsks: false);
    }

    private static Sentence SentenceFor(Disclosure disclosure) =>
        disclosure is Disclosure.ThatItIsNotTheirs ? Sentence.NotLinked : Sentence.NotYours;

    /// <summary>Draws a pending approval: it asks those who may decide and have not voted.</summary>
    private async Task<RenderedApproval> AskAsync(
        StoredApproval stored,
        Approval approval,
        Organization organization,
        LinkedAccount account,
        RenderingId rendering,
        CardViewer reader,
        ApprovalNotice? notice,
        string? typedReason,
        CancellationToken cancellationToken)
    {
        var asked = approval with
        {
            OnlyInTallyfy = await FindWhyNotInChatAsync(stored, account, organization, cancellationToken),
            IsOwnRequest = DecisionPolicy.IsOwnRequest(stored.Content, account.TallyfyUserId),
        };
        var vote = stored.Content.EveryoneMustComplete
            ? await decisions.FindVoteAsync(stored.Key, account.TallyfyUserId, cancellationToken)
            : null;

        return vote is not null
            ? new RenderedApproval(Voted(asked, vote, rendering, reader), stored.Version, StillAsks: false)
            : new RenderedApproval(
                ApprovalCard.Render(asked, rendering, reader, time.GetUtcNow(), notice, typedReason),
                stored.Version,
                StillAsks: true);
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

    /// <summary>Until when this reader may take the decision back; null when they may not.</summary>
    private DateTimeOffset? UndoableUntil(
        StoredApproval stored, Decision? decision, PersonId reader, Organization organization)
    {
        var until = stored.At + options.Value.UndoWindow;

        return stored is { State: ApprovalState.DecidedHere, Content.EveryoneMustComplete: false }
            && organization.SignsAsActor
            && until > time.GetUtcNow()
            && decision?.Actor.Person == reader
            && policy.FindWhyNotInChat(stored.Content, decision.Actor.TallyfyUserId) is null
                ? until
                : null;
    }

    private async Task<DecisionUnderWay> UnderWayAsync(
        StoredApproval stored, PersonId reader, CancellationToken cancellationToken)
    {
        var decision = stored.State is ApprovalState.Undoing
            ? await decisions.FindUndoAsync(stored.Key, cancellationToken)
            : await decisions.FindAsync(stored.Key, cancellationToken);

        return new DecisionUnderWay(
            stored.Verdict!.Value,
            decision?.Actor.Person == reader ? null : stored.By,
            decision?.ClaimedAt ?? stored.At!.Value,
            decision is null ? stored.Reason : decision.Reason)
        {
            IsUndo = stored.State is ApprovalState.Undoing,
        };
    }

    private static ApprovalNotice ToNotice(KeptNotice kept, StoredApproval stored) => kept.Refusal switch
    {
        null => new ApprovalNotice.ChangedSinceShown(stored.ChangesSince(kept.ChangedSince)),
        _ when kept.IsAboutUndo => new ApprovalNotice.UndoRefused(kept.Refusal),
        _ => new ApprovalNotice.TallyfyRefused(kept.Refusal),
    };
}
