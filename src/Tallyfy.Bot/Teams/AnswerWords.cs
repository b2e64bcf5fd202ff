using Microsoft.Extensions.Options;
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
    IOptions<ApprovalOptions> approvals,
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
        if (heard.NamesReceipt)
            return await FindReceiptAsync(heard, chat, organizations, cancellationToken);

        var said = await links.AnswerAsync(heard, chat, organizations, cancellationToken);

        if (said is not null)
            return await ShowAsync(
                said,
                isFirst ? new CardLead.Greeting() : LeadOf(heard, said, chat, organizations),
                chat,
                organizations,
                cancellationToken);

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
                : AnswerUnknown(heard, problem, found.OrganizationName, chat, organizations);

        await announceWaiting.ExecuteAsync(found, chat, cancellationToken);
        return await AnswerAsync(heard, found, chat, organizations, cancellationToken);
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
        HeardWords heard,
        Waiting found,
        Chat chat,
        IReadOnlyList<Organization> organizations,
        CancellationToken cancellationToken) => heard switch
        {
            { Wish: Wish.Pending } => PendingListCard.Render(
                found.Approvals, found.Unread, chat.Viewer, time.GetUtcNow()),
            { Wish: Wish.Decide } => await ShowWaitingAsync(found, chat, cancellationToken),
            { Wish: Wish.Yes or Wish.No } => SentenceCard.Render(Sentence.NothingAsked, chat.Viewer),
            { Wish: Wish.Greeting } => HelpCard.Welcome(
                CommandsFor(chat), found.Approvals.Count, found.Unread, chat.Viewer),
            _ when IsOfACode(heard) => SentenceCard.Render(Sentence.NoCodeAwaited, chat.Viewer),
            _ => AnswerAnybody(heard, chat, organizations, isLinked: true)
                ?? HelpCard.Help(CommandsFor(chat), found.Approvals.Count, found.Unread, chat.Viewer),
        };

    // To whoever is not known: only what needs a link says how to get one.
    private CardMessage AnswerUnknown(
        HeardWords heard,
        LinkProblem problem,
        string organization,
        Chat chat,
        IReadOnlyList<Organization> organizations) => heard.Wish switch
        {
            Wish.Yes or Wish.No when problem is LinkProblem.NotLinked => LinkCard.Render(
                new LinkAnswer(new LinkReply.NothingToConfirm(), organization), chat.Viewer),
            Wish.Pending or Wish.Decide or Wish.Yes or Wish.No =>
                LinkProblemCard.Render(problem, organization, chat.Viewer),
            Wish.Greeting => LinkProblemCard.Render(problem, organization, chat.Viewer, new CardLead.Greeting()),
            _ when IsOfACode(heard) => LinkProblemCard.Render(
                problem,
                organization,
                chat.Viewer,
                new CardLead.Words(new CardTexts(chat.Viewer.Culture).NoCodeAwaited)),
            _ => AnswerAnybody(heard, chat, organizations, isLinked: false) ?? LinkProblemCard.Render(
                problem, organization, chat.Viewer, new CardLead.Help(CommandsFor(chat))),
        };

    // What is so whoever writes it.
    private CardMessage? AnswerAnybody(
        HeardWords heard, Chat chat, IReadOnlyList<Organization> organizations, bool isLinked) => heard switch
        {
            { Wish: Wish.Thanks } => SentenceCard.Render(Sentence.Thanked, chat.Viewer, isLinked),
            { Wish: Wish.Undo } => SentenceCard.Render(
                MayUndo(organizations) ? Sentence.UndoIsTapped : Sentence.NoUndoHere, chat.Viewer, isLinked),
            { NearTo: { } word, IsAskedAbout: true } => DidYouMeanCard.Explain(word, chat.Viewer),
            { NearTo: { } near } => DidYouMeanCard.Render(near, chat.Viewer),
            _ => null,
        };

    // Whether any card of theirs can have the button.
    private bool MayUndo(IReadOnlyList<Organization> organizations) =>
        approvals.Value.UndoWindow > TimeSpan.Zero && organizations.Any(organization => organization.SignsAsActor);

    // Said where none is awaited.
    private static bool IsOfACode(HeardWords heard) =>
        heard.Wish is Wish.LinkAnew
        || heard is { Wish: null, NearTo: null } && heard.FindCode(LinkCode.Length) is not null;

    // A question that is open is asked again below this.
    private CardLead? LeadOf(
        HeardWords heard, LinkAnswer said, Chat chat, IReadOnlyList<Organization> organizations)
    {
        var texts = new CardTexts(chat.Viewer.Culture);

        return heard switch
        {
            { Wish: Wish.Help } => new CardLead.Help(MessageCommands.List(texts)),
            { Wish: Wish.Pending or Wish.Decide } => new CardLead.Words(texts.ShownOnceLinked),
            { Wish: Wish.Receipt } => new CardLead.Words(texts.WhichReceipt),
            { Wish: Wish.Thanks } => new CardLead.Words(texts.Thanked),
            { Wish: Wish.Undo } => new CardLead.Words(
                MayUndo(organizations) ? texts.UndoIsTapped : texts.NoUndoHere),
            { Wish: Wish.WhoAmI or Wish.Unlink } when IsUnderWay(said.Reply) => new CardLead.Words(texts.NotLinkedNow),
            _ when said.Reply is LinkReply.Proposal or LinkReply.SignIn && heard.Wish is null && IsOfACode(heard) =>
                new CardLead.Words(texts.NoCodeAwaited),
            { NearTo: { } word, IsAskedAbout: true } => new CardLead.Words(DidYouMeanCard.Explain(word, texts)),
            _ => null,
        };
    }

    private static bool IsUnderWay(LinkReply reply) =>
        reply is LinkReply.Proposal or LinkReply.SignIn or LinkReply.CodeIsThere or LinkReply.Barred;

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
            : SentenceCard.Render(
                Sentence.NoSuchReceipt,
                chat.Viewer,
                await links.IsLinkedAsync(chat.Person, organizations, cancellationToken));
}
