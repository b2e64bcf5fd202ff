using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Deciding;

/// <summary>What is shown in place of a card that was tapped, where nothing was decided.</summary>
internal sealed class ShowTapped(
    BringCard bring, RenderApproval render, RenderList renderList, DraftStore drafts, OutboxSignal signal)
{
    /// <param name="card">The message.</param>
    /// <param name="chat">Who asks, and where.</param>
    /// <param name="unseen">What they wanted of a card that nobody knows what it showed; null to look only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CardAnswer> ExecuteAsync(
        PostedCard card, Chat chat, CardAction.Act? unseen, CancellationToken cancellationToken) =>
        card.Person == chat.Person && await FindAsync(card, chat, unseen, cancellationToken) is { } face
            ? new CardAnswer(face.Message)
            : CardAnswer.Sentence(Sentence.CardTooOld, chat);

    /// <summary>
    /// Brings the card of a row, and shows the list without it; to its person alone, elsewhere it stays as it is.
    /// </summary>
    /// <returns>The list, and what is said; null for what is no row of this person's lists.</returns>
    public async Task<(PostedCard List, CardAnswer Answer)?> BringAsync(
        RenderingId id, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        if (await bring.ExecuteAsync(id, chat, organizations, cancellationToken) is not { } brought)
            return null;

        signal.Raise();

        var answer = brought.Words is { } words ? CardAnswer.Sentence(words, chat)
            : chat.IsShared ? CardAnswer.Sentence(Sentence.AnsweredInPersonalChat, chat)
            : await ExecuteAsync(brought.List, chat, null, cancellationToken);

        return (brought.List, answer);
    }

    private async Task<RenderedApproval?> FindAsync(
        PostedCard card, Chat chat, CardAction.Act? unseen, CancellationToken cancellationToken)
    {
        if (card.IsList)
            return await renderList.FindAsync(card, chat, cancellationToken);

        if (unseen is null)
            return await render.FindAsync(card, chat, null, cancellationToken);

        var view = unseen switch
        {
            CardAction.Undo => CardView.Undo,
            CardAction.Decide { Verdict: Verdict.Rejected } => CardView.Reject,
            _ => CardView.Ask,
        };

        if (Draft.Merge(null, unseen.Kept) is { Count: > 0 } typed)
            await drafts.KeepAsync(card, chat.Person, new Draft { View = view, Typed = typed }, cancellationToken);

        return await render.FindAsync(
            card,
            chat,
            new CardRequest { View = view, NoticeOf = _ => new ApprovalNotice.ChangedSinceShown([]) },
            cancellationToken);
    }
}
