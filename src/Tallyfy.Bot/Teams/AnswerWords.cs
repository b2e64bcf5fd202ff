using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>What is said to what somebody wrote: what is under way is asked first, and then what they wish.</summary>
internal sealed class AnswerWords(
    LinkConversation links,
    FindPendingForPerson waitingFor,
    AnnounceWaiting announceWaiting,
    FindReceipt findReceipt,
    ShowCardAgain showAgain,
    TimeProvider time)
{
    /// <summary>Null where the answer is there already.</summary>
    /// <param name="heard">What they wrote.</param>
    /// <param name="chat">Theirs.</param>
    /// <param name="organizations">Which serve them.</param>
    /// <param name="isFirst">It is the first that was heard of them: they are told what this is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<CardMessage?> ExecuteAsync(
        HeardWords heard,
        Chat chat,
        IReadOnlyList<Organization> organizations,
        bool isFirst,
        CancellationToken cancellationToken)
    {
        // Such words are of no conversation about who somebody is.
        if (heard is { Wish: Wish.Receipt, IsExact: true, ReceiptCode.Length: > 0 })
            return await FindReceiptAsync(heard, chat, organizations, cancellationToken);

        var said = await links.AnswerAsync(heard, chat, organizations, cancellationToken);

        if (said is not null)
            return await ShowAsync(
                said, isFirst ? new CardLead.Greeting() : LeadOf(heard, chat), chat, organizations, cancellationToken);

        if (heard.Wish is Wish.Receipt)
            return await FindReceiptAsync(heard, chat, organizations, cancellationToken);

        var found = await waitingFor.ExecuteAsync(chat, organizations, cancellationToken);

        if (isFirst && found.Problem is LinkProblem.NotLinked)
            return LinkCard.Render(
                await links.BeginAsync(chat, organizations, cancellationToken),
                chat.Viewer,
                new CardLead.Greeting());

        if (found.Problem is { } problem)
            return isFirst
                ? LinkProblemCard.Render(problem, found.OrganizationName, chat.Viewer, new CardLead.Greeting())
                : AnswerUnknown(heard, problem, found.OrganizationName, chat);

        await announceWaiting.ExecuteAsync(found, chat, cancellationToken);
        return await AnswerAsync(heard, found, chat, cancellationToken);
    }

    /// <summary>The same to a tap on a button below a question about who they are.</summary>
    public async Task<CardMessage> ExecuteAsync(
        LinkTap tap, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken) =>
        await ShowAsync(
            await links.AnswerAsync(tap, chat, organizations, cancellationToken),
            lead: null,
            chat,
            organizations,
            cancellationToken);

    // Whoever has just been linked sees what waits.
    private async Task<CardMessage> ShowAsync(
        LinkAnswer said,
        CardLead? lead,
        Chat chat,
        IReadOnlyList<Organization> organizations,
        CancellationToken cancellationToken)
    {
        if (said.Reply is not LinkReply.Linked)
            return LinkCard.Render(said, chat.Viewer, lead);

        var found = await waitingFor.ExecuteAsync(chat, organizations, cancellationToken);
        await announceWaiting.ExecuteAsync(found, chat, cancellationToken);
        return LinkedCard.Render(said, CommandsFor(chat), found.Approvals.Count, found.Unread, chat.Viewer);
    }

    private async Task<CardMessage?> AnswerAsync(
        HeardWords heard, Waiting found, Chat chat, CancellationToken cancellationToken) => heard switch
        {
            { Wish: Wish.Pending } => PendingListCard.Render(
                found.Approvals, found.Unread, chat.Viewer, time.GetUtcNow()),
            { Wish: Wish.Decide } => await ShowWaitingAsync(found, chat, cancellationToken),
            { Wish: Wish.Yes or Wish.No } => SentenceCard.Render(Sentence.NothingAsked, chat.Viewer),
            { Wish: Wish.Greeting } => HelpCard.Welcome(
                CommandsFor(chat), found.Approvals.Count, found.Unread, chat.Viewer),
            _ => AnswerAnybody(heard, chat)
                ?? HelpCard.Help(CommandsFor(chat), found.Approvals.Count, found.Unread, chat.Viewer),
        };

    // To whoever is not known: only what needs a link says how to get one.
    private static CardMessage AnswerUnknown(HeardWords heard, LinkProblem problem, string organization, Chat chat) =>
        heard.Wish switch
        {
            Wish.Yes or Wish.No when problem is LinkProblem.NotLinked => LinkCard.Render(
                new LinkAnswer(new LinkReply.NothingToConfirm(), organization), chat.Viewer),
            Wish.Pending or Wish.Decide or Wish.Yes or Wish.No =>
                LinkProblemCard.Render(problem, organization, chat.Viewer),
            Wish.Greeting => LinkProblemCard.Render(problem, organization, chat.Viewer, new CardLead.Greeting()),
            _ => AnswerAnybody(heard, chat) ?? LinkProblemCard.Render(
                problem, organization, chat.Viewer, new CardLead.Help(CommandsFor(chat))),
        };

    // What is so whoever writes it.
    private static CardMessage? AnswerAnybody(HeardWords heard, Chat chat) => heard switch
    {
        { Wish: Wish.Thanks } => SentenceCard.Render(Sentence.Thanked, chat.Viewer),
        { Wish: Wish.Undo } => SentenceCard.Render(Sentence.UndoIsTapped, chat.Viewer),
        { NearTo: { } word, IsAskedAbout: true } => DidYouMeanCard.Explain(word, chat.Viewer),
        { NearTo: { } near } => DidYouMeanCard.Render(near, chat.Viewer),
        _ => null,
    };

    // A question that is open is asked again below this.
    private static CardLead? LeadOf(HeardWords heard, Chat chat)
    {
        var texts = new CardTexts(chat.Viewer.Culture);

        return heard switch
        {
            { Wish: Wish.Help } => new CardLead.Help(MessageCommands.List(texts)),
            { Wish: Wish.Pending or Wish.Decide } => new CardLead.Words(texts.ShownOnceLinked),
            { Wish: Wish.Receipt } => new CardLead.Words(texts.WhichReceipt),
            { Wish: Wish.Thanks } => new CardLead.Words(texts.Thanked),
            { Wish: Wish.Undo } => new CardLead.Words(texts.UndoIsTapped),
            { NearTo: { } word, IsAskedAbout: true } => new CardLead.Words(DidYouMeanCard.Explain(word, texts)),
            _ => null,
        };
    }

    private static IReadOnlyList<CardCommand> CommandsFor(Chat chat) =>
        MessageCommands.List(new CardTexts(chat.Viewer.Culture));

    // The card itself where there is one: what they wrote is to be tapped there.
    private async Task<CardMessage?> ShowWaitingAsync(
        Waiting waiting, Chat chat, CancellationToken cancellationToken) =>
        waiting.Approvals is [var only]
        && await showAgain.ExecuteAsync(
            new ApprovalKey(only.Id.Organization, only.Id.Task, only.Generation), chat, cancellationToken)
            ? null
            : PendingListCard.ForDeciding(waiting.Approvals, waiting.Unread, chat.Viewer, time.GetUtcNow());

    private async Task<CardMessage> FindReceiptAsync(
        HeardWords heard, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken) =>
        heard.ReceiptCode.Length == 0 ? SentenceCard.Render(Sentence.WhichReceipt, chat.Viewer)
        : await findReceipt.ExecuteAsync(
            heard.ReceiptCode, chat.Person, organizations, cancellationToken) is { } receipt
            ? ReceiptCard.Render(receipt, chat.Viewer)
            : SentenceCard.Render(Sentence.NoSuchReceipt, chat.Viewer);
}
