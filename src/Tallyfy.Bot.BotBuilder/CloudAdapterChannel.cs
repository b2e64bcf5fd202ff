using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Teams;
using ChannelAccount = Tallyfy.Bot.Protocol.Activities.ChannelAccount;
using ConnectorClient = Tallyfy.Bot.Protocol.Outbound.ConnectorClient;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// Delivery's and accounts' wishes in the SDK's words: a conversation is continued or created on its adapter. Allowed
/// hosts, the time limit and the meaning of each failure are those of our own connector.
/// </summary>
internal sealed class CloudAdapterChannel(
    BotAdapter adapter, BotIdentity identity, ServiceUrlPolicy serviceUrls, TimeProvider time) : IChatChannel
{
    public Task<string?> PostAsync(Chat chat, CardMessage message, CancellationToken cancellationToken) => InAsync(
        ReferenceTo(chat),
        async (turn, token) =>
        {
            var posted = await turn.SendActivityAsync(
                SdkActivity.From(OutboundActivity.Card(message.Card, message.Summary)), token);
            return string.IsNullOrEmpty(posted?.Id) ? null : posted.Id; // the adapter writes no id as an empty one
        },
        cancellationToken);

    public Task UpdateAsync(MessageAddress address, CardMessage message, CancellationToken cancellationToken) =>
        InAsync(
            ReferenceTo(address),
            (turn, token) =>
            {
                var activity = SdkActivity.From(OutboundActivity.Card(message.Card, message.Summary));
                activity.Id = address.ActivityId;
                return turn.UpdateActivityAsync(activity, token);
            },
            cancellationToken);

    // By the adapter's connector, because its own CreateConversationAsync breaks on an answer that is empty.
    public Task<Chat> OpenAsync(Chat gone, CancellationToken cancellationToken) => InAsync(
        ReferenceTo(gone),
        async (turn, token) =>
        {
            var opened = await turn.TurnState.Get<IConnectorClient>().Conversations.CreateConversationAsync(
                SdkActivity.From(new NewConversation
                {
                    Bot = new ChannelAccount(gone.BotAddress),
                    Member = new ChannelAccount(gone.Address),
                    TenantId = gone.Person.Tenant,
                }),
                token);

            return string.IsNullOrEmpty(opened?.Id)
                ? throw new ConnectorException(
                    ConnectorErrorKind.OutcomeUnknown, System.Net.HttpStatusCode.OK, "NoConversationId")
                : gone with { ConversationId = opened.Id };
        },
        cancellationToken);

    public Task<RosterEntry?> FindMemberAsync(Chat chat, CancellationToken cancellationToken) => InAsync(
        ReferenceTo(chat),
        async (turn, token) =>
        {
            var conversations = (Conversations)turn.TurnState.Get<IConnectorClient>().Conversations;

            try
            {
                var member = await conversations.GetConversationMemberAsync(chat.Address, chat.ConversationId, token);
                return member is null ? null : ConnectorAnswer.From(SdkActivity.Parse(member));
            }
            catch (ErrorResponseException e) when (e.Response?.StatusCode is System.Net.HttpStatusCode.NotFound)
            {
                return null;
            }
        },
        cancellationToken);

    private static ConversationReference ReferenceTo(Chat chat) => new()
    {
        ServiceUrl = chat.ServiceUrl,
        ChannelId = chat.ChannelId,
        Conversation = new(id: chat.ConversationId),
        Bot = new(chat.BotAddress),
        User = new(chat.Address),
    };

    private static ConversationReference ReferenceTo(MessageAddress address) => new()
    {
        ServiceUrl = address.ServiceUrl,
        Conversation = new(id: address.ConversationId),
    };

    private Task<T> InAsync<T>(
        ConversationReference reference,
        Func<ITurnContext, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken) => CallAsync(
            reference.ServiceUrl,
            async token =>
            {
                T? answer = default;
                await adapter.ContinueConversationAsync(
                    identity.AppId ?? "",
                    reference,
                    async (turn, turnToken) =>
                    {
                        turn.Activity.Id = null; // made up by the SDK: a message would become a reply to nothing
                        answer = await call(turn, turnToken);
                    },
                    token);
                return answer!;
            },
            cancellationToken);

    private async Task<T> CallAsync<T>(
        string serviceUrl, Func<CancellationToken, Task<T>> call, CancellationToken cancellationToken)
    {
        if (!serviceUrls.Allows(serviceUrl))
            throw ConnectorAnswer.From(new ConnectorException(ConnectorErrorKind.ForeignHost));

        using var limit = new CancellationTokenSource(ConnectorClient.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);

        try
        {
            return await call(either.Token);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e) when (SdkFault.Find(e, time.GetUtcNow()) is { } fault)
        {
            throw ConnectorAnswer.From(fault);
        }
    }
}
