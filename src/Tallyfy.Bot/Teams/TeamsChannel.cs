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

            return member is null ? null : ConnectorAnswer.From(member);
        });

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ConnectorException e)
        {
            throw ConnectorAnswer.From(e);
        }
    }
}
