using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Schema;
using Microsoft.Rest;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Teams;
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
        ChatCall.Post,
        ReferenceTo(chat),
        (turn, token) => MakeAsync(async () =>
        {
            var post = ConnectorAnswer.Post(chat, OutboundActivity.Card(message.Card, message.Summary));
            return (await turn.SendActivityAsync(SdkActivity.From(post), token))?.Id;
        }),
        cancellationToken);

    public Task UpdateAsync(MessageAddress address, CardMessage message, CancellationToken cancellationToken) =>
        InAsync(
            ChatCall.Edit,
            ReferenceTo(address),
            (turn, token) => MakeAsync(async () =>
            {
                var activity = SdkActivity.From(OutboundActivity.Card(message.Card, message.Summary));
                activity.Id = address.ActivityId;
                return (await turn.UpdateActivityAsync(activity, token))?.Id;
            }),
            cancellationToken);

    // By the adapter's connector, because its own CreateConversationAsync breaks on an answer that is empty.
    public Task<Chat> OpenAsync(Chat gone, CancellationToken cancellationToken) => InAsync(
        ChatCall.Open,
        ReferenceTo(gone),
        async (turn, token) =>
        {
            var conversations = turn.TurnState.Get<IConnectorClient>().Conversations;
            var wish = SdkActivity.From(ConnectorAnswer.ConversationWith(gone));

            return await MakeAsync(async () => (await conversations.CreateConversationAsync(wish, token))?.Id) is { } id
                ? gone with { ConversationId = id }
                : throw new ConnectorException(
                    ConnectorEnd.NoAnswer, System.Net.HttpStatusCode.OK, "NoConversationId");
        },
        cancellationToken);

    public Task<RosterEntry?> FindMemberAsync(Chat chat, CancellationToken cancellationToken) => InAsync(
        ChatCall.Find,
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

    // The SDK writes them into the activity, in place of its own.
    private static ConversationReference ReferenceTo(Chat chat)
    {
        var post = SdkActivity.From(ConnectorAnswer.Post(chat, OutboundActivity.Message("")));

        return new ConversationReference
        {
            ServiceUrl = chat.ServiceUrl,
            ChannelId = chat.ChannelId,
            Conversation = post.Conversation,
            Bot = post.From,
            User = post.Recipient,
        };
    }

    private static ConversationReference ReferenceTo(MessageAddress address) => new()
    {
        ServiceUrl = address.ServiceUrl,
        Conversation = new(id: address.ConversationId),
    };

    // It was made, whatever the answer says: null where that tells no id.
    private static async Task<string?> MakeAsync(Func<Task<string?>> make)
    {
        try
        {
            return MadeThing.Find(await make());
        }
        catch (SerializationException)
        {
            return null;
        }
    }

    private Task<T> InAsync<T>(
        ChatCall kind,
        ConversationReference reference,
        Func<ITurnContext, CancellationToken, Task<T>> call,
        CancellationToken cancellationToken) => CallAsync(
            kind,
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
        ChatCall kind,
        string serviceUrl,
        Func<CancellationToken, Task<T>> call,
        CancellationToken cancellationToken)
    {
        if (!serviceUrls.Allows(serviceUrl))
            throw ConnectorAnswer.From(kind, new ConnectorException(ConnectorEnd.ForeignHost));

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
            throw ConnectorAnswer.From(kind, fault);
        }
    }
}
