using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>What people can write to the bot. Text lists and explains; it never decides.</summary>
internal sealed partial class MessageCommands(
    PersonalChat personalChat,
    LinkConversation links,
    FindPendingForPerson waitingFor,
    AnnounceWaiting announceWaiting,
    FindReceipt findReceipt,
    PacedChannel channel,
    TimeProvider time,
    ILogger<MessageCommands> logger)
{
    public const string Pending = "pending";
    public const string Help = "help";
    public const string Receipt = "receipt";

    /// <summary>In the order they are shown; the manifest offers the same.</summary>
    public static IReadOnlyList<CardCommand> List(CardTexts texts) =>
    [
        new(Pending, texts.PendingCommand),
        new(Receipt, texts.ReceiptCommand),
        new(Help, texts.HelpCommand),
        new(LinkWords.Link, texts.LinkCommand),
        new(LinkWords.Unlink, texts.UnlinkCommand),
        new(LinkWords.WhoAmI, texts.WhoAmICommand),
    ];

    /// <summary>
    /// Whether these words are ours where another bot hears them too. What every bot is asked, "help", is left to the
    /// other one.
    /// </summary>
    public async Task<bool> KnowsAsync(Turn turn, CancellationToken cancellationToken) =>
        IsCommand(turn)
        || (turn.Activity.Value is null
            && await links.KnowsAsync(WordsOf(turn), turn.Person, turn.Organizations, cancellationToken));

    /// <summary>The same of words that are always ours, whatever is under way: for this nothing is read.</summary>
    public static bool IsCommand(Turn turn)
    {
        var text = WordsOf(turn);
        var commands = List(new CardTexts(turn.Here.Viewer.Culture)).Select(command => command.Name).Except([Help]);

        return turn.Activity.Value is null
            && (commands.Contains(text, StringComparer.OrdinalIgnoreCase) || CodeOf(text) is not null);
    }

    public async Task HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            if (await personalChat.FindOrOpenAsync(turn, cancellationToken) is not { } chat)
            {
                await channel.AnswerAsync(
                    turn.Here,
                    () => SentenceCard.Render(Sentence.OpenPersonalChat, turn.Here.Viewer),
                    cancellationToken);
                return;
            }

            var answer = await AnswerAsync(turn, chat, cancellationToken);
            await channel.AnswerAsync(chat, () => answer, cancellationToken);

            if (!turn.IsPersonal)
                await channel.AnswerAsync(
                    turn.Here,
                    () => SentenceCard.Render(Sentence.AnsweredInPersonalChat, turn.Here.Viewer),
                    cancellationToken);
        }
        catch (ChatException e)
        {
            LogNotAnswered(turn.Activity.Id, e.Failure, e.Code);
        }
    }

    private async Task<CardMessage> AnswerAsync(Turn turn, Chat chat, CancellationToken cancellationToken)
    {
        var text = WordsOf(turn);

        if (CodeOf(text) is { } code)
            return await findReceipt.ExecuteAsync(
                code, chat.Person, turn.Organizations, cancellationToken) is { } receipt
                ? ReceiptCard.Render(receipt, chat.Viewer)
                : SentenceCard.Render(Sentence.NoSuchReceipt, chat.Viewer);

        var said = await links.AnswerAsync(text, chat, turn.Organizations, cancellationToken);

        if (said is not null and not { Reply: LinkReply.Linked })
            return LinkCard.Render(said, chat.Viewer);

        var found = await waitingFor.ExecuteAsync(chat, turn.Organizations, cancellationToken);

        if (said is not null)
        {
            await announceWaiting.ExecuteAsync(found, cancellationToken);
            return LinkCard.Render(said, chat.Viewer);
        }

        if (found.Problem is { } problem)
            return LinkProblemCard.Render(problem, found.OrganizationName, chat.Viewer);

        await announceWaiting.ExecuteAsync(found, cancellationToken);

        return text.Equals(Pending, StringComparison.OrdinalIgnoreCase)
            ? PendingListCard.Render(found.Approvals, found.Unread, chat.Viewer, time.GetUtcNow())
            : HelpCard.Help(
                List(new CardTexts(chat.Viewer.Culture)), found.Approvals.Count, found.Unread, chat.Viewer);
    }

    private static string WordsOf(Turn turn) => turn.Activity.RemoveMentions().Trim().TrimEnd('.', '!', '?');

    // What follows the word, as a whole: "receipts" is another one.
    private static string? CodeOf(string text) =>
        text.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var word, .. var rest]
        && word.Equals(Receipt, StringComparison.OrdinalIgnoreCase)
            ? string.Concat(rest)
            : null;

    [LoggerMessage(LogLevel.Warning, "Message {Activity} could not be answered: {Failure} ({Code})")]
    private partial void LogNotAnswered(string? activity, ChatFailure failure, string? code);
}
