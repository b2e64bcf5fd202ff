using System.Net;
using System.Net.Sockets;
using System.Text;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class HostileAnswerTests
{
    [Theory]
    [InlineData("<!doctype html><title>Sign in</title>")]
    [InlineData("""{"data":{"id":1001,"email":"a@b""")]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("7")]
    [InlineData("{}")]
    [InlineData("""{"data":null}""")]
    [InlineData("""{"data":[]}""")]
    [InlineData("""{"data":{}}""")]
    [InlineData("""{"data":{"id":null}}""")]
    [InlineData("""{"data":{"id":"abc"}}""")]
    [InlineData("""{"data":{"id":1.5}}""")]
    [InlineData("""{"data":{"id":1,"email":{"a":1}}}""")]
    public async Task An_answer_that_is_not_tallyfys_is_called_unreadable(string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Get("/me", body);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal(
            (TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer could not be read."),
            (refusal.Kind, refusal.Message));
        Assert.Equal(HttpStatusCode.OK, refusal.Status);
    }

    // What nothing is decided by, and the dates of nobody, cost a task nothing but themselves: PartlyReadTests. Before,
    // one flag that was none kept a whole approval from being asked.
    [Theory]
    [InlineData("""{"id":null}""")]
    [InlineData("""{"id":""}""")]
    [InlineData("""{"id":{}}""")]
    [InlineData("""{"title":"no id"}""")]
    [InlineData("""{"id":"t","completed_at":"yesterday"}""")]
    [InlineData("""{"id":"t","completed_at":7}""")]
    [InlineData("""{"id":"t","completed_at":[7]}""")]
    [InlineData("""{"id":"t","archived_at":true}""")]
    [InlineData("""{"id":"t","status":{}}""")]
    [InlineData("""{"id":"t","task_type":[]}""")]
    [InlineData("""{"id":"t","everyone_must_complete":"perhaps"}""")]
    [InlineData("""{"id":"t","is_oneoff_task":"perhaps"}""")]
    [InlineData("""{"id":"t","completed_at":"12:00"}""")]
    [InlineData("""{"id":"t","completed_at":"March 2"}""")]
    [InlineData("""{"id":"t","owners":"ana"}""")]
    [InlineData("""{"id":"t","owners":{"users":[true]}}""")]
    [InlineData("""{"id":"t","owners":{"guests":[[]]}}""")]
    [InlineData("""{"id":"t","run":"r"}""")]
    public async Task A_task_is_never_half_understood(string task)
    {
        var refusal = await ClientStory.RefusalAsync(() => ReadTaskTests.FindAsync($$"""{"data":{{task}}}"""));

        Assert.Equal(TallyfyErrorKind.UnreadableAnswer, refusal.Kind);
    }

    [Theory]
    [InlineData("<html></html>")]
    [InlineData("""{"data":{"id":"t","status":""")]
    [InlineData("""{"data":{"id":"t","completed_at":"yesterday"}}""")]
    public async Task A_write_with_an_unreadable_answer_may_have_happened(string body)
    {
        await using var story = new ClientStory();
        story.Tallyfy.Post("/organizations/org/completed-tasks", body);

        var refusal = await ClientStory.RefusalAsync(
            () => story.Client.CompleteTaskAsync("org", null, new TaskCompletion("t"), ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, true), (refusal.Kind, refusal.IsOutcomeUnknown));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task An_answer_is_read_up_to_its_limit_and_not_further(int excess, bool isRead)
    {
        var body = Sample.Text("me.get.response");
        await using var story = new ClientStory(
            options => options.MaxResponseBytes = Encoding.UTF8.GetByteCount(body) - excess);
        story.Tallyfy.Get("/me", body);

        var failure = await Record.ExceptionAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal(isRead, failure is null);
        Assert.Equal(isRead ? null : TallyfyErrorKind.UnreadableAnswer, (failure as TallyfyException)?.Kind);
        Assert.Single(story.Tallyfy.Seen);
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_to_another_host_never_gets_the_token(int status)
    {
        using var elsewhere = Listening();
        using var tallyfy = Listening();
        using var network = TallyfyClientRegistration.CreatePrimaryHandler();
        await using var story = new ClientStory(
            options => options.BaseAddress = new Uri($"http://127.0.0.1:{Port(tallyfy)}/api"), network);
        var location = $"http://127.0.0.1:{Port(elsewhere)}/";
        var answering = AnswerAsync(
            tallyfy, $"HTTP/1.1 {status} Moved\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n");

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Contains("Authorization: Bearer personal-token", await answering, StringComparison.Ordinal);
        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, (HttpStatusCode?)status), (refusal.Kind, refusal.Status));
        Assert.False(elsewhere.Pending());
    }

    private static TcpListener Listening()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int Port(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(ClientStory.Token);
        await using var stream = connection.GetStream();
        var request = new byte[4096];
        var length = await stream.ReadAsync(request, ClientStory.Token);
        await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), ClientStory.Token);
        return Encoding.ASCII.GetString(request, 0, length);
    }
}
