using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class ConnectorErrorTests
{
    private static readonly OutboundActivity Hello = OutboundActivity.Message("Hello");

    [Theory]
    [InlineData(400, "BadArgument")]
    [InlineData(403, null)]
    [InlineData(404, "ConversationNotFound")]
    [InlineData(429, null)]
    [InlineData(501, "DeleteActivityAPINotImplemented")]
    [InlineData(503, null)]
    [InlineData(304, null)]
    public async Task A_refusal_keeps_status_code_and_words_and_shows_no_words(int status, string? code)
    {
        var body = code is null ? "" : $$"""{ "error": { "message": "Ada Approver", "code": "{{code}}" } }""";
        await using var connector = await ScriptedConnector.AnsweringAsync(status, body);

        var fault = await FaultOf(connector);

        Assert.Equal(
            (ConnectorEnd.Answered, (HttpStatusCode?)status, code, code is null ? "" : "Ada Approver"),
            (fault.End, fault.Status, fault.Code, fault.Words));
        Assert.DoesNotContain("Ada", fault.ToString(), StringComparison.Ordinal);
        Assert.Single(connector.Seen);
    }

    [Theory]
    [InlineData("""{"error":{"code":209}}""", "209")]
    [InlineData("""{"error":{"code":"Ada Approver <ada@example.com>"}}""", null)]
    [InlineData("""{"error":"blocked"}""", null)]
    [InlineData("""{"message":"blocked"}""", null)]
    [InlineData("""{"error":{"code":"\ud800"}}""", null)]
    [InlineData("[1]", null)]
    [InlineData("<html>Forbidden</html>", null)]
    public async Task A_code_is_one_word_or_it_is_dropped(string body, string? code)
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(403, body);

        var fault = await FaultOf(connector);

        Assert.Equal((ConnectorEnd.Answered, code), (fault.End, fault.Code));
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(503, "7", 7)]
    [InlineData(429, "Mon, 23 Nov 2026 10:00:30 GMT", 30)]
    [InlineData(429, "Mon, 23 Nov 2026 09:00:00 GMT", 0)]
    [InlineData(429, "soon", null)]
    [InlineData(429, null, null)]
    public async Task The_platforms_wish_to_wait_is_read_in_both_forms(int status, string? header, int? seconds)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));
        await using var connector = await ScriptedConnector.AnsweringAsync(status, retryAfter: header);

        var fault = await FaultOf(connector, clock);

        Assert.Equal(seconds, (int?)fault.RetryAfter?.TotalSeconds);
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

        var call = FaultOf(connector, clock);
        await arrived.Task;
        clock.Advance(ConnectorClient.Timeout);

        var fault = await call;
        Assert.Equal((ConnectorEnd.NoAnswer, (HttpStatusCode?)null), (fault.End, fault.Status));
    }

    [Fact]
    public async Task A_caller_who_gives_up_hears_of_a_cancellation_not_of_a_fault()
    {
        using var giveUp = new CancellationTokenSource();
        await using var connector = await ScriptedConnector.StartAsync(_ => giveUp.CancelAsync());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            ConnectorSide.AtTheDesk().SendAsync(connector.ServiceUrl, "a:1", Hello, giveUp.Token));
    }

    [Fact]
    public async Task A_connection_that_breaks_before_the_answer_leaves_the_outcome_unknown_and_is_not_tried_again()
    {
        await using var connector = await ScriptedConnector.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var fault = await FaultOf(connector);

        Assert.Equal(ConnectorEnd.NoAnswer, fault.End);
        Assert.Single(connector.Seen);
    }

    [Fact]
    public async Task A_connection_that_breaks_within_the_answer_leaves_the_outcome_unknown()
    {
        await using var connector = await ScriptedConnector.StartAsync(async context =>
        {
            context.Response.ContentLength = 100;
            await context.Response.WriteAsync("{", context.RequestAborted);
            await context.Response.Body.FlushAsync(context.RequestAborted);
            context.Abort();
        });

        Assert.Equal(ConnectorEnd.NoAnswer, (await FaultOf(connector)).End);
    }

    [Fact]
    public async Task An_answer_of_two_megabytes_is_not_read()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(
            201, $$"""{ "id": "17", "padding": "{{new string('x', 2 * 1024 * 1024)}}" }""");

        Assert.Equal(ConnectorEnd.NoAnswer, (await FaultOf(connector)).End);
    }

    [Fact]
    public async Task A_read_that_cannot_be_read_is_no_answer()
    {
        await using var connector = await ScriptedConnector.AnsweringAsync(200, "a member");

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => ConnectorSide.AtTheDesk()
            .FindMemberAsync(connector.ServiceUrl, "a:1", "29:ada", TestContext.Current.CancellationToken));

        Assert.Equal(ConnectorEnd.NoAnswer, fault.End);
    }

    [Fact]
    public async Task Without_a_connection_nothing_was_sent()
    {
        using var deaf = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        deaf.Bind(new IPEndPoint(IPAddress.Loopback, 0)); // holds its port and does not listen
        var port = ((IPEndPoint)deaf.LocalEndPoint!).Port;

        var fault = await Assert.ThrowsAsync<ConnectorException>(() => ConnectorSide.AtTheDesk()
            .SendAsync($"http://127.0.0.1:{port}/", "a:1", Hello, TestContext.Current.CancellationToken));

        Assert.Equal(ConnectorEnd.NotSent, fault.End);
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

        var fault = await FaultOf(connector);

        Assert.Equal((ConnectorEnd.Answered, (HttpStatusCode?)307), (fault.End, fault.Status));
        Assert.Empty(elsewhere.Seen);
    }

    private static Task<ConnectorException> FaultOf(ScriptedConnector connector, TimeProvider? time = null) =>
        Assert.ThrowsAsync<ConnectorException>(() => ConnectorSide.AtTheDesk(time)
            .SendAsync(connector.ServiceUrl, "a:1", Hello, TestContext.Current.CancellationToken));
}
