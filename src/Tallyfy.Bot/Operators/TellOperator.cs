using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Operators;

/// <summary>Tells one operator one thing in their own chat, if it is still so.</summary>
internal sealed partial class TellOperator(
    OperatorNoticeStore notices,
    AccessStore access,
    OrganizationDirectory organizations,
    ChatStore chats,
    PacedChannel channel,
    ILogger<TellOperator> logger)
{
    /// <summary>Until they have installed the app, which nothing hurries.</summary>
    private static readonly TimeSpan AfterNoChat = TimeSpan.FromMinutes(10);

    // A post that is broken off may be there all the same: what has begun is finished, stopping or not.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    public async Task ExecuteAsync(OperatorNotice notice, CancellationToken cancellationToken)
    {
        if (organizations.Find(notice.Organization) is not { } organization
            || !await IsStillSoAsync(notice, organization, cancellationToken))
        {
            await notices.DropAsync(notice, cancellationToken);
            LogDropped(notice.News);
            return;
        }

        if (await chats.FindReachableAsync(notice.Person, cancellationToken) is not { } chat)
        {
            await notices.PostponeAsync(notice, AfterNoChat, "NoChat", cancellationToken);

            if (notice.Attempts == 1)
                LogNoChat(notice.News);

            return;
        }

        try
        {
            await PostAsync(notice, organization, chat, ToTheEnd);
            await notices.FinishAsync(notice, ToTheEnd);
            LogTold(notice.News);
        }
        catch (ChatException e)
        {
            await SettleAsync(notice, chat, e, ToTheEnd);
            LogFailed(notice.News, notice.Attempts, e.Failure, e.Code);
        }
    }

    private async Task<bool> IsStillSoAsync(
        OperatorNotice notice, Organization organization, CancellationToken cancellationToken)
    {
        if (notice.News is OperatorNews.EndsSoon or OperatorNews.EndsTomorrow)
            return organization.PersonalToken is { } token && TokenEnd.Mark(organization.Id, token) == notice.Episode;

        return await access.FindAsync(organization.Id, cancellationToken) is { } now
            && now.Episode == notice.Episode
            && now.IsRefused == notice.News is OperatorNews.Refused;
    }

    private async Task PostAsync(
        OperatorNotice notice, Organization organization, Chat known, CancellationToken cancellationToken)
    {
        var chat = known;

        if (!known.IsOpen)
        {
            chat = await channel.OpenAsync(known, SendPriority.Delivery, cancellationToken);
            await chats.MoveAsync(chat, cancellationToken);
        }

        await channel.PostAsync(
            chat,
            async token => OperatorCard.Render(await DescribeAsync(notice, organization, token), chat.Viewer),
            SendPriority.Delivery,
            cancellationToken);
    }

    private async Task<OperatorMessage> DescribeAsync(
        OperatorNotice notice, Organization organization, CancellationToken cancellationToken)
    {
        DateTimeOffset? end = organization.PersonalToken is { } token
            ? TokenEnd.For(token, await access.SeeTokenAsync(
                organization.Id, TokenEnd.Mark(organization.Id, token), cancellationToken))
            : null;

        return new OperatorMessage(notice.News, organization.NameOrId, organization.Settings, end);
    }

    private async Task SettleAsync(
        OperatorNotice notice, Chat chat, ChatException e, CancellationToken cancellationToken)
    {
        switch (e.Failure)
        {
            case ChatFailure.Refused:
                await notices.PostponeAsync(
                    notice, RetrySchedule.AfterRefusal(notice.Attempts), e.Code, cancellationToken);
                break;

            case ChatFailure.ChatGone when chat.IsOpen:
                await chats.CloseAsync(chat.Person, chat.ConversationId, cancellationToken);
                await notices.PostponeAsync(notice, TimeSpan.Zero, e.Code, cancellationToken);
                break;

            case ChatFailure.Rejected or ChatFailure.TooLarge:
            case var _ when notice.Attempts >= RetrySchedule.MostAttempts:
                await notices.DeadLetterAsync(notice, e.Code, cancellationToken);
                break;

            default:
                await notices.PostponeAsync(
                    notice, RetrySchedule.Later(e.RetryAfter, notice.Attempts), e.Code, cancellationToken);
                break;
        }
    }

    [LoggerMessage(LogLevel.Information, "An operator was told {News}")]
    private partial void LogTold(OperatorNews news);

    [LoggerMessage(LogLevel.Information, "An operator need not be told {News} any more")]
    private partial void LogDropped(OperatorNews news);

    [LoggerMessage(
        LogLevel.Warning,
        "An operator cannot be told {News} yet: they have no chat with the bot until they install the app")]
    private partial void LogNoChat(OperatorNews news);

    [LoggerMessage(LogLevel.Warning, "Telling an operator {News} failed on attempt {Attempt}: {Failure} ({Code})")]
    private partial void LogFailed(OperatorNews news, int attempt, ChatFailure failure, string? code);
}
