using System.Net;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class ConnectorClientTests
{
    private static readonly OutboundActivity Card =
        OutboundActivity.Card(new JsonObject { ["type"] = "AdaptiveCard", ["version"] = "1.5" }, "An approval waits");

    private static readonly NewConversation Chat = new()
    {
        Bot = new ChannelAccount("28:bot"),
        Member = new ChannelAccount("29:ada"),
        TenantId = "tenant-1",
    };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chat_with_one_person_is_opened()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200, """{"id":"a:chat","serviceUrl":"x"}""");

        var id = await ConnectorSide.AtTheDesk().CreateConversationAsync(connector.ServiceUrl, Chat, Cancellation);

        Assert.Equal("a:chat", id);
        Assert.Equal(("POST", "/_connector/v3/conversations"), (connector.Seen[0].Method, connector.Seen[0].Target));
        AssertJson(
            """
            {
              "isGroup": false, "bot": { "id": "28:bot" }, "members": [{ "id": "29:ada" }],
              "tenantId": "tenant-1", "channelData": { "tenant": { "id": "tenant-1" } }
            }
            """,
            connector.Seen[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    public async Task A_chat_without_id_is_neither_opened_nor_refused(string answer)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200, answer);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() =>
            ConnectorSide.AtTheDesk().CreateConversationAsync(connector.ServiceUrl, Chat, Cancellation));

        Assert.Equal(ConnectorEnd.NoAnswer, fault.End);
    }

    [Fact]
    public async Task A_card_travels_alone_with_its_toast()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201, """{"id":"1700"}""");

        var id = await ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl + "/", "a:chat", Card, Cancellation);

        Assert.Equal("1700", id);
        Assert.Equal("/_connector/v3/conversations/a%3Achat/activities", connector.Seen[0].Target);
        AssertJson(
            """
            {
              "type": "message",
              "summary": "An approval waits",
              "attachments": [{
                "contentType": "application/vnd.microsoft.card.adaptive",
                "content": { "type": "AdaptiveCard", "version": "1.5" }
              }]
            }
            """,
            connector.Seen[0]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("Accepted")]
    [InlineData("<html>ok</html>")]
    [InlineData("[1]")]
    [InlineData("null")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":" "}""")]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":"."}""")]
    [InlineData("""{"id":{"id":"1"}}""")]
    [InlineData("""{"id":"a\u0000b"}""")]
    [InlineData("""{"id":"\ud800"}""")]
    [InlineData("""{"id":"1" """)]
    public async Task A_message_that_was_made_without_a_usable_id_has_none(string answer)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201, answer);

        Assert.Null(await ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl, "a:chat", Card, Cancellation));
    }

    [Theory]
    [InlineData("""{"id":1700}""")]
    [InlineData("""{"id":"1700"}""")]
    public async Task A_number_is_an_id(string answer)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201, answer);

        Assert.Equal(
            "1700",
            await ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl, "a:chat", Card, Cancellation));
    }

    [Fact]
    public async Task A_reply_names_what_it_answers()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201, """{"id":"1701"}""");

        await ConnectorSide.AtTheDesk().ReplyAsync(connector.ServiceUrl, "a:chat", "f:1", Card, Cancellation);

        Assert.Equal("/_connector/v3/conversations/a%3Achat/activities/f%3A1", connector.Seen[0].Target);
        Assert.Equal("f:1", connector.Seen[0].Json!["replyToId"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_posted_message_is_replaced_and_deleted_in_its_place()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200);
        var client = ConnectorSide.AtTheDesk();

        await client.UpdateAsync(connector.ServiceUrl, "a:chat", "1700", Card, Cancellation);
        await client.DeleteAsync(connector.ServiceUrl, "a:chat", "1700", Cancellation);

        Assert.Equal(["PUT", "DELETE"], connector.Seen.Select(request => request.Method));
        Assert.All(
            connector.Seen,
            request => Assert.Equal("/_connector/v3/conversations/a%3Achat/activities/1700", request.Target));
        Assert.Empty(connector.Seen[1].Body);
    }

    [Fact]
    public async Task An_id_cannot_leave_its_place_in_the_path()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201);

        await ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl, "19:a/../b?c=d#e;f=1", Card, Cancellation);

        Assert.Equal(
            "/_connector/v3/conversations/19%3Aa%2F..%2Fb%3Fc%3Dd%23e%3Bf%3D1/activities", connector.Seen[0].Target);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_is_no_name_is_not_sent(string id)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() =>
            ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl, id, Card, Cancellation));

        Assert.Equal(ConnectorEnd.UnusableId, fault.End);
        Assert.Empty(connector.Seen);
    }

    [Theory]
    [InlineData("objectId")]
    [InlineData("aadObjectId")]
    public async Task One_member_is_read_under_both_names_of_the_object_id(string name)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200, Member("29:ada", name));

        var member = await ConnectorSide.AtTheDesk()
            .FindMemberAsync(connector.ServiceUrl, "a:chat", "29:ada", Cancellation);

        Assert.Equal("/_connector/v3/conversations/a%3Achat/members/29%3Aada", connector.Seen[0].Target);
        Assert.Equal(
            ("29:ada", "object-1", "ada@example.com", "ada@corp.example", "tenant-1", "user"),
            (member!.Id, member.ObjectId, member.Email, member.UserPrincipalName, member.TenantId, member.UserRole));
    }

    [Fact]
    public async Task A_member_who_is_not_there_is_null_and_every_other_fault_is_a_fault()
    {
        await using var gone = await ScriptedConnector.AnsweringAsync(404, """{"error":{"code":"MemberNotFound"}}""");
        await using var blocked = await ScriptedConnector.AnsweringAsync(403);
        var client = ConnectorSide.AtTheDesk();

        Assert.Null(await client.FindMemberAsync(gone.ServiceUrl, "a:chat", "29:ada", Cancellation));
        await Assert.ThrowsAsync<ConnectorException>(() =>
            client.FindMemberAsync(blocked.ServiceUrl, "a:chat", "29:ada", Cancellation));
    }

    [Fact]
    public async Task A_roster_is_read_page_by_page()
    {
        await using var connector = await ScriptedConnector.StartAsync(context => context.Response.WriteAsync(
            context.Request.Query["continuationToken"].ToString() switch
            {
                "" => $$"""{"members":[{{Member("29:1")}},{{Member("29:2")}}],"continuationToken":"a&b=c"}""",
                "a&b=c" => $$"""{"members":[{{Member("29:3")}}],"continuationToken":""}""",
                _ => """{"members":[]}""",
            },
            context.RequestAborted));

        var members = await ConnectorSide.AtTheDesk().ListMembersAsync(connector.ServiceUrl, "a:chat", Cancellation)
            .ToListAsync(Cancellation);

        Assert.Equal(["29:1", "29:2", "29:3"], members.Select(member => member.Id));
        Assert.Equal("/_connector/v3/conversations/a%3Achat/pagedmembers?pageSize=200", connector.Seen[0].Target);
        Assert.Equal(2, connector.Seen.Count);
    }

    [Fact]
    public async Task A_roster_page_that_leads_to_itself_ends()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200, """{"continuationToken":"again"}""");

        var members = await ConnectorSide.AtTheDesk().ListMembersAsync(connector.ServiceUrl, "a:chat", Cancellation)
            .ToListAsync(Cancellation);

        Assert.Empty(members);
        Assert.Equal(2, connector.Seen.Count);
    }

    [Fact]
    public async Task The_bots_token_goes_to_a_microsoft_host()
    {
        var credential = new CountingCredential();
        await using var connector = await ScriptedConnector.AnsweringAsync(201, """{"id":"1700"}""");

        await ConnectorSide.InProduction(connector, credential)
            .SendAsync(TokenIssuer.ServiceUrl, "a:chat", Card, Cancellation);

        Assert.Equal("Bearer token-of-the-bot", connector.Seen[0].Authorization);
        Assert.Equal("/emea/v3/conversations/a%3Achat/activities", connector.Seen[0].Target);
        Assert.Equal("https://api.botframework.com/.default", credential.Scope);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("http://127.0.0.1:56150/_connector")]
    [InlineData("")]
    public async Task A_foreign_host_gets_neither_a_token_nor_a_request(string serviceUrl)
    {
        var credential = new CountingCredential();
        await using var connector = await ScriptedConnector.AnsweringAsync(201);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() =>
            ConnectorSide.InProduction(connector, credential).SendAsync(serviceUrl, "a:chat", Card, Cancellation));

        Assert.Equal(ConnectorEnd.ForeignHost, fault.End);
        Assert.Equal(0, credential.Asked);
        Assert.Empty(connector.Seen);
    }

    [Fact]
    public async Task Without_a_token_nothing_is_sent()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201);

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => ConnectorSide
            .InProduction(connector, new CountingCredential(token: null))
            .SendAsync(TokenIssuer.ServiceUrl, "a:chat", Card, Cancellation));

        Assert.Equal((ConnectorEnd.NoToken, (HttpStatusCode?)null), (fault.End, fault.Status));
        Assert.Empty(connector.Seen);
    }

    [Fact]
    public async Task At_the_desk_no_token_is_sent()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201);

        await ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl, "a:chat", Card, Cancellation);

        Assert.Null(connector.Seen[0].Authorization);
    }

    private static string Member(string id, string objectId = "objectId") => $$"""
        {
          "id": "{{id}}", "{{objectId}}": "object-1", "name": "Ada", "givenName": "A", "email": "ada@example.com",
          "userPrincipalName": "ada@corp.example", "tenantId": "tenant-1", "userRole": "user"
        }
        """;

    private static void AssertJson(string expected, SeenRequest request) =>
        Assert.Equal(JsonNode.Parse(expected)!.ToJsonString(), request.Json!.ToJsonString());
}
