using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>What people can write to the bot. Text lists and explains; it never decides.</summary>
internal sealed partial class MessageCommands(
    PersonalChat personalChat,
    LinkConversation links,
    AnswerWords words,
    PacedChannel channel,
    ILogger<MessageCommands> logger)
{
    /// <summary>In the order they are shown; the manifest offers the same.</summary>
    public static IReadOnlyList<CardCommand> List(CardTexts texts) =>
    [
        new(Vocabulary.Pending, texts.PendingCommand),
        new(Vocabulary.Receipt, texts.ReceiptCommand),
        new(Vocabulary.Help, texts.HelpCommand),
        new(Vocabulary.Link, texts.LinkCommand),
        new(Vocabulary.Unlink, texts.UnlinkCommand),
        new(Vocabulary.WhoAmI, texts.WhoAmICommand),
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
    public static bool IsCommand(Turn turn) =>
        turn.Activity.Value is null && WordsOf(turn) is { IsExact: true, Wish: not Wish.Help };

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

            if (await words.ExecuteAsync(
                    WordsOf(turn), chat, turn.Organizations, turn.IsFirst, cancellationToken) is { } answer)
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

    private static HeardWords WordsOf(Turn turn) => HeardWords.Read(turn.Activity.ReadText());

    [LoggerMessage(LogLevel.Warning, "Message {Activity} could not be answered: {Failure} ({Code})")]
    private partial void LogNotAnswered(string? activity, ChatFailure failure, string? code);
}
