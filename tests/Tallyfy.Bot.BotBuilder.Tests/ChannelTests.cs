using System.Net;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>The SDK's connector against ours, at one scripted connector: the same calls, and the same ends.</summary>
public sealed class ChannelTests
{
    public static TheoryData<string> Wishes => TwoChannels.Names;

    /// <summary>Answers of the platform: status, code, and how long to wait.</summary>
    public static TheoryData<string, int, string?, string?> Answers
    {
        get
        {
            var rows = new TheoryData<string, int, string?, string?>();
            (int, string?, string?)[] answers =
            [
                (400, "BadArgument", null), (401, "BotNotRegistered", null), (401, null, null),
                (403, "BotDisabledByAdmin", null), (403, "InvalidBotApiHost", null), (403, null, null),
                (404, "ActivityNotFoundInConversation", null), (404, "ConversationNotFound", null), (404, null, null),
                (409, null, null), (412, "PreconditionFailed", null), (413, "MessageSizeTooBig", null),
                (429, null, null), (429, null, "7"), (429, null, "Mon, 23 Nov 2026 10:00:30 GMT"), (429, null, "soon"),
                (408, null, null), (500, "ServiceError", null), (502, null, null), (503, null, "7"), (504, null, null),
                (501, "DeleteActivityAPINotImplemented", null), (405, null, null), (304, null, null),
            ];

            foreach (var wish in TwoChannels.Names)
            {
                foreach (var (status, code, retryAfter) in answers)
                    rows.Add(wish.Data, status, code, retryAfter);
            }

            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Both_send_the_same_request(string wish)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(
            200, """{"id":"a:chat","objectId":"00000000-0000-0000-0000-000000000001","userRole":"user"}""");
        var channels = new TwoChannels();

        var ours = await AskAsync(channels.Ours, wish, connector);
        var sdks = await AskAsync(channels.Sdks, wish, connector);

        Assert.Equal(ours, sdks);
        Assert.Equal(2, connector.Seen.Count);
        Assert.Equal(
            (connector.Seen[0].Method, connector.Seen[0].Target), (connector.Seen[1].Method, connector.Seen[1].Target));
        AssertHolds(connector.Seen[0], connector.Seen[1]);
    }

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task An_answer_means_the_same_to_both_and_is_asked_for_once(
        string wish, int status, string? code, string? retryAfter)
    {
        var body = code is null ? "" : $$"""{ "error": { "message": "Ada Approver", "code": "{{code}}" } }""";
        await using var connector = await ScriptedConnector.AnsweringAsync(status, body, retryAfter);
        var channels = new TwoChannels(
            new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero)));

        var ours = await AskAsync(channels.Ours, wish, connector);
        var sdks = await AskAsync(channels.Sdks, wish, connector);

        Assert.Equal(ours, sdks);
        Assert.Equal(2, connector.Seen.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("created")]
    [InlineData("<html>ok</html>")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":" "}""")]
    [InlineData("""{"id":".."}""")]
    [InlineData("""{"id":1700}""")]
    [InlineData("""{"id":["1"]}""")]
    [InlineData("[1]")]
    public async Task A_success_that_tells_nothing_is_the_same_to_both(string body)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(201, body);
        var channels = new TwoChannels();

        foreach (var wish in (string[])["post", "update", "open"])
            Assert.Equal(
                await AskAsync(channels.Ours, wish, connector), await AskAsync(channels.Sdks, wish, connector));
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task A_connection_that_breaks_leaves_the_outcome_unknown_and_is_not_tried_again(string wish)
    {
        await using var connector = await ScriptedConnector.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        Assert.Contains(
            "(NoAnswer)", await AskAsync(new TwoChannels().Sdks, wish, connector), StringComparison.Ordinal);
        Assert.Single(connector.Seen);
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Without_a_connection_nothing_was_sent(string wish)
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // holds its port and does not listen
        var address = $"http://127.0.0.1:{((IPEndPoint)deaf.LocalEndPoint!).Port}/";

        var end = await TwoChannels.AskAsync(
            new TwoChannels().Sdks, wish, address, TestContext.Current.CancellationToken);

        Assert.StartsWith("Busy of Us (NotSent)", end, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_answer_in_time_leaves_the_outcome_unknown()
    {
        var clock = new FakeTimeProvider();
        var arrived = new TaskCompletionSource();
        await using var connector = await ScriptedConnector.StartAsync(async context =>
        {
            var gone = new TaskCompletionSource();
            await using var registration = context.RequestAborted.Register(gone.SetResult);
            arrived.SetResult();
            await gone.Task;
        });

        var call = AskAsync(new TwoChannels(clock).Sdks, "post", connector);
        await arrived.Task;
        clock.Advance(ConnectorClient.Timeout);

        Assert.StartsWith("Unknown", await call, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_who_gives_up_hears_of_a_cancellation()
    {
        using var giveUp = new CancellationTokenSource();
        await using var connector = await ScriptedConnector.StartAsync(_ => giveUp.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => TwoChannels.AskAsync(new TwoChannels().Sdks, "post", connector.ServiceUrl, giveUp.Token));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await ScriptedConnector.AnsweringAsync(201, """{"id":"17"}""");
        await using var connector = await ScriptedConnector.StartAsync(context =>
        {
            context.Response.Redirect(elsewhere.ServiceUrl, permanent: false, preserveMethod: true);
            return Task.CompletedTask;
        });

        Assert.StartsWith(
            "Refused of Address", await AskAsync(new TwoChannels().Sdks, "post", connector), StringComparison.Ordinal);
        Assert.Empty(elsewhere.Seen);
    }

    [Theory]
    [MemberData(nameof(Wishes))]
    public async Task Nothing_goes_to_a_foreign_host(string wish)
    {
        var channels = new TwoChannels();

        var ours = await TwoChannels.AskAsync(
            channels.Ours, wish, "https://evil.example/", TestContext.Current.CancellationToken);
        var sdks = await TwoChannels.AskAsync(
            channels.Sdks, wish, "https://evil.example/", TestContext.Current.CancellationToken);

        Assert.Equal(ours, sdks);
        Assert.Contains("ForeignHost", sdks, StringComparison.Ordinal);
    }

    private static Task<string> AskAsync(Delivery.IChatChannel channel, string wish, ScriptedConnector connector) =>
        TwoChannels.AskAsync(channel, wish, connector.ServiceUrl, TestContext.Current.CancellationToken);

    // The SDK writes the conversation and its addresses into each activity; what we write, it writes letter by letter.
    private static void AssertHolds(SeenRequest ours, SeenRequest sdks)
    {
        if (ours.Body.Length == 0)
        {
            Assert.Equal("", sdks.Body);
            return;
        }

        foreach (var (name, value) in ours.Json!.AsObject())
            Assert.True(JsonNode.DeepEquals(value, sdks.Json![name]), $"{name}: {value} and {sdks.Json![name]}");

        Assert.Subset(
            new HashSet<string>(
                [
                    .. ours.Json.AsObject().Select(member => member.Key),
                    "channelId", "serviceUrl", "conversation", "from", "recipient", "id", "inputHint", "replyToId",
                ]),
            sdks.Json!.AsObject().Select(member => member.Key).ToHashSet());
    }
}
