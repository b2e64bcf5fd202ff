using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.Teams;

/// <summary>Delivery's and accounts' wishes in the protocol's words.</summary>
internal sealed class TeamsChannel(ConnectorClient connector) : IChatChannel
{
    public Task<string?> PostAsync(Chat chat, CardMessage message, CancellationToken cancellationToken) =>
        CallAsync(() => connector.SendAsync(
            chat.ServiceUrl,
            chat.ConversationId,
            OutboundActivity.Card(message.Card, message.Summary) with
            {
                From = new ChannelAccount(chat.BotAddress),
                Recipient = new ChannelAccount(chat.Address),
                Conversation = new ConversationAccount(chat.ConversationId),
            },
            cancellationToken));

    public Task UpdateAsync(MessageAddress address, CardMessage message, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            await connector.UpdateAsync(
                address.ServiceUrl,
                address.ConversationId,
                address.ActivityId,
                OutboundActivity.Card(message.Card, message.Summary),
                cancellationToken);
            return 0;
        });

    public Task<Chat> OpenAsync(Chat gone, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            var conversation = await connector.CreateConversationAsync(
                gone.ServiceUrl,
                new NewConversation
                {
                    Bot = new ChannelAccount(gone.BotAddress),
                    Member = new ChannelAccount(gone.Address),
                    TenantId = gone.Person.Tenant,
                },
                cancellationToken);

            return gone with { ConversationId = conversation };
        });

    public Task<RosterEntry?> FindMemberAsync(Chat chat, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            var member = await connector.FindMemberAsync(
                chat.ServiceUrl, chat.ConversationId, chat.Address, cancellationToken);

            return member is null
                ? null
                : new RosterEntry
                {
                    ObjectId = member.ObjectId,
                    Tenant = member.TenantId,
                    Email = member.Email,
                    PrincipalName = member.UserPrincipalName,
                    Role = member.UserRole,
                };
        });

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ConnectorException e)
        {
            throw new ChatException(FailureOf(e.Kind), e.Code ?? e.Kind.ToString(), e.RetryAfter, e);
        }
    }

    private static ChatFailure FailureOf(ConnectorErrorKind kind) => kind switch
    {
        // In another cloud: the person's next activity brings the host that serves them, and revives what rests.
        ConnectorErrorKind.Unreachable or ConnectorErrorKind.WrongHost => ChatFailure.Unreachable,
        ConnectorErrorKind.ActivityNotFound => ChatFailure.MessageGone,
        ConnectorErrorKind.ConversationNotFound => ChatFailure.ChatGone,
        ConnectorErrorKind.NotRegistered or ConnectorErrorKind.NoToken => ChatFailure.NotRegistered,
        ConnectorErrorKind.Conflict or ConnectorErrorKind.NotSent => ChatFailure.Busy,
        ConnectorErrorKind.Throttled => ChatFailure.Throttled,
        ConnectorErrorKind.TooLarge => ChatFailure.TooLarge,
        ConnectorErrorKind.OutcomeUnknown => ChatFailure.Unknown,
        _ => ChatFailure.Rejected,
    };
}
