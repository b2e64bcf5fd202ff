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
        CallAsync(ChatCall.Post, () => connector.SendAsync(
            chat.ServiceUrl,
            chat.ConversationId,
            ConnectorAnswer.Post(chat, OutboundActivity.Card(message.Card, message.Summary)),
            cancellationToken));

    public Task UpdateAsync(MessageAddress address, CardMessage message, CancellationToken cancellationToken) =>
        CallAsync(ChatCall.Edit, async () =>
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
        CallAsync(ChatCall.Open, async () =>
        {
            var conversation = await connector.CreateConversationAsync(
                gone.ServiceUrl, ConnectorAnswer.ConversationWith(gone), cancellationToken);

            return gone with { ConversationId = conversation };
        });

    public Task<RosterEntry?> FindMemberAsync(Chat chat, CancellationToken cancellationToken) =>
        CallAsync(ChatCall.Find, async () =>
        {
            var member = await connector.FindMemberAsync(
                chat.ServiceUrl, chat.ConversationId, chat.Address, cancellationToken);

            return member is null ? null : ConnectorAnswer.From(member);
        });

    private static async Task<T> CallAsync<T>(ChatCall kind, Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ConnectorException e)
        {
            throw ConnectorAnswer.From(kind, e);
        }
    }
}
