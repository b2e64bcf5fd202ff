using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Teams;

/// <summary>The app came to somebody, or left: a welcome and everything that waits, or the end of the link.</summary>
internal sealed partial class InstallationHandler(
    PersonalChat personalChat,
    InstallationEventStore events,
    EndLink end,
    WelcomePerson welcome,
    PacedChannel channel,
    TimeProvider time,
    ILogger<InstallationHandler> logger)
{
    public async Task HandleAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (KindOf(turn.Activity) is not { } kind)
            return;

        var what = new InstallationEvent(turn.Activity.Id, kind, turn.Activity.Timestamp ?? time.GetUtcNow());

        try
        {
            if (kind is InstallationKind.Removed)
                await RemoveAsync(what, turn, cancellationToken);
            else
                await InstallAsync(what, turn, cancellationToken);
        }
        catch (ChatException e)
        {
            LogNotWelcomed(turn.Person, e.Failure, e.Code);
        }
    }

    private async Task RemoveAsync(InstallationEvent what, Turn turn, CancellationToken cancellationToken)
    {
        if (!await events.RemoveAsync(turn.Here, what, cancellationToken))
            LogLate(turn.Activity.Id, what.Kind);
        else if (turn.IsPersonal)
        {
            await end.ExecuteAsync(turn.Person, null, LinkEnd.Uninstalled, cancellationToken);
            LogRemoved(turn.Person);
        }
    }

    private async Task InstallAsync(InstallationEvent what, Turn turn, CancellationToken cancellationToken)
    {
        switch (await personalChat.InstallAsync(turn.Here, what, cancellationToken))
        {
            case null:
                LogLate(turn.Activity.Id, what.Kind);
                break;

            case { } when what.Kind is InstallationKind.Upgraded:
                break;

            case { Chat: { } chat, IsWelcome: var isWelcome }:
                LogInstalled(turn.Person);
                await welcome.ExecuteAsync(chat, turn.Organizations, isWelcome, cancellationToken);
                break;

            case { IsWelcome: true }:
                await channel.AnswerAsync(
                    turn.Here,
                    () => SentenceCard.Render(Sentence.InstalledInSharedConversation, turn.Here.Viewer),
                    cancellationToken);
                break;
        }
    }

    // Teams tells of an installation twice; other channels know only the membership event.
    private static InstallationKind? KindOf(Activity activity) => activity switch
    {
        { Type: ActivityTypes.InstallationUpdate, Action: "add" } => InstallationKind.Installed,
        { Type: ActivityTypes.InstallationUpdate, Action: "add-upgrade" } => InstallationKind.Upgraded,
        { Type: ActivityTypes.InstallationUpdate, Action: "remove" } => InstallationKind.Removed,
        { Type: ActivityTypes.ConversationUpdate, ChannelId: not ChannelIds.Teams }
            when activity.MembersAdded.Any(member => member.Id == activity.Recipient?.Id) => InstallationKind.Installed,
        _ => null,
    };

    [LoggerMessage(
        LogLevel.Information, "Event {Activity} ({Kind}) was taken before, or is older than what is known of the app")]
    private partial void LogLate(string? activity, InstallationKind kind);

    [LoggerMessage(LogLevel.Information, "Installed for {Person}")]
    private partial void LogInstalled(PersonId person);

    [LoggerMessage(LogLevel.Information, "Removed by {Person}; the link has ended")]
    private partial void LogRemoved(PersonId person);

    [LoggerMessage(LogLevel.Warning, "{Person} could not be welcomed: {Failure} ({Code})")]
    private partial void LogNotWelcomed(PersonId person, ChatFailure failure, string? code);
}
