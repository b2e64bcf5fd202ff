using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>The app came to somebody, or left: a welcome and everything that waits, or the end of the link.</summary>
internal sealed partial class InstallationHandler(
    PersonalChat personalChat,
    ChatStore chats,
    EndLink end,
    LinkConversation links,
    FindPendingForPerson waitingFor,
    AnnounceWaiting announceWaiting,
    PacedChannel channel,
    ILogger<InstallationHandler> logger)
{
    public async Task HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            await TakeAsync(EventOf(turn.Activity), turn, cancellationToken);
        }
        catch (ChatException e)
        {
            LogNotWelcomed(turn.Person, e.Failure, e.Code);
        }
    }

    private async Task TakeAsync(Event what, Turn turn, CancellationToken cancellationToken)
    {
        switch (what)
        {
            case Event.Installed when turn.IsPersonal:
                await WelcomeAsync(turn, cancellationToken);
                break;

            case Event.Installed:
                await channel.AnswerAsync(
                    turn.Here,
                    () => SentenceCard.Render(Sentence.InstalledInSharedConversation, turn.Here.Viewer),
                    cancellationToken);
                break;

            case Event.Upgraded when turn.IsPersonal:
                await personalChat.SaveAsync(turn.Here, isInstallation: false, cancellationToken);
                break;

            case Event.Removed when turn.IsPersonal:
                await chats.MarkUnreachableAsync(turn.Person, "Removed", cancellationToken);
                await end.ExecuteAsync(turn.Person, null, LinkEnd.Uninstalled, cancellationToken);
                LogRemoved(turn.Person);
                break;
        }
    }

    private async Task WelcomeAsync(Turn turn, CancellationToken cancellationToken)
    {
        var chat = await personalChat.SaveAsync(turn.Here, isInstallation: true, cancellationToken);
        LogInstalled(turn.Person);

        // The welcome is first in the chat: what waits is put into the outbox only behind it.
        var waiting = await waitingFor.ExecuteAsync(chat, turn.Organizations, cancellationToken);
        var welcome = await WelcomeAsync(waiting, turn, chat, cancellationToken);
        await channel.AnswerAsync(chat, () => welcome, cancellationToken);
        await announceWaiting.ExecuteAsync(waiting, cancellationToken);
    }

    private async Task<CardMessage> WelcomeAsync(
        Waiting waiting, Turn turn, Chat chat, CancellationToken cancellationToken) => waiting.Problem switch
        {
            null => HelpCard.Welcome(
                MessageCommands.List(new CardTexts(chat.Viewer.Culture)),
                waiting.Approvals.Count,
                waiting.Unread,
                chat.Viewer),
            LinkProblem.NotLinked => LinkCard.Render(
                await links.BeginAsync(chat, turn.Organizations, cancellationToken), chat.Viewer),
            var problem => LinkProblemCard.Render(problem, waiting.OrganizationName, chat.Viewer),
        };

    // Teams tells of an installation twice; other channels know only the membership event.
    private static Event EventOf(Activity activity) => activity switch
    {
        { Type: ActivityTypes.InstallationUpdate, Action: "add" } => Event.Installed,
        { Type: ActivityTypes.InstallationUpdate, Action: "add-upgrade" } => Event.Upgraded,
        { Type: ActivityTypes.InstallationUpdate, Action: "remove" } => Event.Removed,
        { Type: ActivityTypes.ConversationUpdate, ChannelId: not ChannelIds.Teams }
            when activity.MembersAdded.Any(member => member.Id == activity.Recipient?.Id) => Event.Installed,
        _ => Event.Other,
    };

    private enum Event
    {
        Other,
        Installed,
        Upgraded,
        Removed,
    }

    [LoggerMessage(LogLevel.Information, "Installed for {Person}")]
    private partial void LogInstalled(PersonId person);

    [LoggerMessage(LogLevel.Information, "Removed by {Person}; the link has ended")]
    private partial void LogRemoved(PersonId person);

    [LoggerMessage(LogLevel.Warning, "{Person} could not be welcomed: {Failure} ({Code})")]
    private partial void LogNotWelcomed(PersonId person, ChatFailure failure, string? code);
}
