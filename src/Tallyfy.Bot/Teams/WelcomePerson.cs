using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>The app came to somebody: a welcome, and everything that waits.</summary>
internal sealed class WelcomePerson(
    LinkConversation links, FindPendingForPerson waitingFor, AnnounceWaiting announceWaiting, PacedChannel channel)
{
    /// <param name="chat">Theirs.</param>
    /// <param name="organizations">Which serve them.</param>
    /// <param name="isWelcome">They were not welcomed a moment ago.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task ExecuteAsync(
        Chat chat, IReadOnlyList<Organization> organizations, bool isWelcome, CancellationToken cancellationToken)
    {
        // The welcome is first in the chat: what waits is put into the outbox only behind it.
        var waiting = await waitingFor.ExecuteAsync(chat, organizations, cancellationToken);

        if (await SayAsync(waiting, chat, organizations, isWelcome, cancellationToken) is { } message)
            await channel.AnswerAsync(chat, () => message, cancellationToken);

        await announceWaiting.ExecuteAsync(waiting, chat, cancellationToken);
    }

    private static CardLead.Greeting? Lead(bool isWelcome) => isWelcome ? new CardLead.Greeting() : null;

    // Whoever has to do something is told so, however lately they were welcomed.
    private async Task<CardMessage?> SayAsync(
        Waiting waiting,
        Chat chat,
        IReadOnlyList<Organization> organizations,
        bool isWelcome,
        CancellationToken cancellationToken) => waiting.Problem switch
        {
            null => isWelcome
                ? HelpCard.Welcome(
                    MessageCommands.List(new CardTexts(chat.Viewer.Culture)),
                    waiting.Approvals.Count,
                    waiting.Unread,
                    chat.Viewer)
                : null,
            LinkProblem.NotLinked => LinkCard.Render(
                await links.BeginAsync(chat, organizations, cancellationToken), chat.Viewer, Lead(isWelcome)),
            var problem => LinkProblemCard.Render(problem, waiting.OrganizationName, chat.Viewer, Lead(isWelcome)),
        };
}
