using System.Text.Json.Nodes;
using Microsoft.Bot.Connector;
using Microsoft.Bot.Connector.Authentication;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using OurClient = Tallyfy.Bot.Protocol.Outbound.ConnectorClient;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>The SDK's ConnectorClient and ours, call by call: method, path with its escapes, and body.</summary>
public sealed class ConnectorRequestTests
{
    private const string Conversation = "19:a chat/with?signs@thread.v2;messageid=1";
    private const string Message = "f:17 é";
    private const string Member = "29:1abc/DEF+g=";

    private static readonly OutboundActivity Card = OutboundActivity.Card(
        new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5", ["when"] = "2026-03-02T09:00:00+01:00" },
        "Waits");

    private static readonly NewConversation Chat = new()
    {
        Bot = new ChannelAccount("28:bot"),
        Member = new ChannelAccount(Member),
        TenantId = "tenant-1",
    };

    private static readonly Dictionary<string, (
        Func<OurClient, string, CancellationToken, Task> Ours,
        Func<Conversations, CancellationToken, Task> Sdks)> Calls = new()
        {
            ["create"] = (
                (client, url, token) => client.CreateConversationAsync(url, Chat, token),
                (sdk, token) => sdk.CreateConversationAsync(SdkActivity.From(Chat), token)),
            ["send"] = (
                (client, url, token) => client.SendAsync(url, Conversation, Card, token),
                (sdk, token) => sdk.SendToConversationAsync(Conversation, SdkActivity.From(Card), token)),
            ["reply"] = (
                (client, url, token) => client.ReplyAsync(url, Conversation, Message, Card, token),
                (sdk, token) => sdk.ReplyToActivityAsync(
                    Conversation, Message, SdkActivity.From(Card with { ReplyToId = Message }), token)),
            ["update"] = (
                (client, url, token) => client.UpdateAsync(url, Conversation, Message, Card, token),
                (sdk, token) => sdk.UpdateActivityAsync(Conversation, Message, SdkActivity.From(Card), token)),
            ["delete"] = (
                (client, url, token) => client.DeleteAsync(url, Conversation, Message, token),
                (sdk, token) => sdk.DeleteActivityAsync(Conversation, Message, token)),
            ["member"] = (
                (client, url, token) => client.FindMemberAsync(url, Conversation, Member, token),
                (sdk, token) => sdk.GetConversationMemberAsync(Member, Conversation, token)),
            ["members"] = (
                async (client, url, token) =>
                {
                    await foreach (var _ in client.ListMembersAsync(url, Conversation, token))
                        Assert.Fail("Nobody is there.");
                },
                (sdk, token) => sdk.GetConversationPagedMembersAsync(Conversation, 200, null, token)),
        };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Both_write_the_same(string call)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200, """{"id":"1700"}""");
        using var http = new HttpClient();
        using var sdk = new ConnectorClient(
            new Uri(connector.ServiceUrl), MicrosoftAppCredentials.Empty, http, disposeHttpClient: false);

        await Calls[call].Ours(
            ConnectorSide.AtTheDesk(), connector.ServiceUrl, TestContext.Current.CancellationToken);
        await Calls[call].Sdks((Conversations)sdk.Conversations, TestContext.Current.CancellationToken);

        var (ours, sdks) = (connector.Seen[0], connector.Seen[1]);
        Assert.Equal((ours.Method, ours.Target), (sdks.Method, sdks.Target));
        Assert.True(
            ours.Body == sdks.Body || JsonNode.DeepEquals(ours.Json, sdks.Json), $"{ours.Body}\n{sdks.Body}");
    }
}
