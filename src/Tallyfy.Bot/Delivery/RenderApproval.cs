using System.Diagnostics;
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
    MayBeShown mayBeShown,
    RenderingStore renderings,
    DraftStore drafts,
    OrganizationDirectory organizations,
    DecisionPolicy policy,
    RenderWaiting renderWaiting,
    RenderDecided renderDecided)
{
    /// <summary>
    /// Null when the approval or its organization is no longer ours, or nothing of it is the reader's to know.
    /// </summary>
    /// <param name="card">The message it is drawn for.</param>
    /// <param name="chat">The reader.</param>
    /// <param name="request">What they want to see; null for the card as they left it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<RenderedApproval?> FindAsync(
        PostedCard card, Chat chat, CardRequest? request, CancellationToken cancellationToken)
    {
        if (await approvals.FindAsync(card.Approval, cancellationToken) is not { } stored
            || organizations.Find(card.Approval.Organization) is not { } organization)
            return null;

        var shown = await mayBeShown.ExecuteAsync(stored, card, chat.Person, cancellationToken);
        var face = new ApprovalFace(card, chat, stored, organization, request ?? new CardRequest())
        {
            Approval = stored.ToApproval(organization) with
            {
                MustConfirm = policy.MustConfirm(stored.Content),
                KeyLabels = policy.KeyAnswersOf(stored.Content),
            },
            Notice = request?.NoticeOf(stored) ?? KeptNoticeOf(card, chat, stored, request),
        };

        if (shown.Disclosure is not Disclosure.Everything)
            return await FindRestAsync(face, shown.Disclosure, cancellationToken);

        face = face with { Draft = await drafts.FindAsync(card, chat.Person, cancellationToken) };

        // As its person left it.
        if (request is null && face.Draft is { Typed.Count: > 0 } draft)
            face = face with { Request = face.Request with { View = draft.View } };

        return stored.State switch
        {
            ApprovalState.Pending => await renderWaiting.ExecuteAsync(
                face, shown.Account ?? throw new UnreachableException(), cancellationToken),
            ApprovalState.DecidedHere => await renderDecided.ExecuteAsync(face, cancellationToken),
            ApprovalState.Deciding or ApprovalState.Undoing =>
                await renderDecided.UnderWayAsync(face, cancellationToken),
            _ => await ShowEndedAsync(face, cancellationToken),
        };
    }

    private async Task<RenderedApproval> ShowEndedAsync(ApprovalFace face, CancellationToken cancellationToken)
    {
        await renderings.KeepAsync(face, ShownPage.Nothing, cancellationToken);
        var end = face.Approval.End ?? throw new UnreachableException();
        return new RenderedApproval(
            SealedCard.Render(face.Approval, end, face.Reader), face.Stored.Version, StillAsks: false);
    }

    // What was said to somebody else about their card stays there.
    private static ApprovalNotice? KeptNoticeOf(
        PostedCard card, Chat chat, StoredApproval stored, CardRequest? request) =>
        request is null or { View: CardView.Ask }
        && card.Person == chat.Person
        && card.Notice is { } kept
        && kept.Version == stored.Version
            ? ToNotice(kept, stored)
            : null;

    /// <summary>What is left for a person who may know no more; null when that is nothing.</summary>
    private async Task<RenderedApproval?> FindRestAsync(
        ApprovalFace face, Disclosure disclosure, CancellationToken cancellationToken)
    {
        if (disclosure is Disclosure.Nothing)
            return null;

        var notSent = face.Notice is ApprovalNotice.TallyfyRefused(var refusal) ? refusal.Kind : (RefusalKind?)null;
        var (_, last) = await renderings.FindSeenAsync(face.Stored.Key, face.Person, cancellationToken);
        var message = face.Stored.FindContent(last) is { } seen
            ? FormerCard.Render(face.Approval, seen, disclosure, face.Reader, notSent)
            : SentenceCard.Render(SentenceFor(disclosure), face.Reader);

        return new RenderedApproval(message, face.Stored.Version, StillAsks: false);
    }

    private static Sentence SentenceFor(Disclosure disclosure) =>
        disclosure is Disclosure.ThatItIsNotTheirs ? Sentence.NotLinked : Sentence.NotYours;

    private static ApprovalNotice ToNotice(KeptNotice kept, StoredApproval stored) => kept.Refusal switch
    {
        null => new ApprovalNotice.ChangedSinceShown(stored.ChangesSince(kept.ChangedSince)),
        _ when kept.IsAboutUndo => new ApprovalNotice.UndoRefused(kept.Refusal),
        _ => new ApprovalNotice.TallyfyRefused(kept.Refusal),
    };
}
