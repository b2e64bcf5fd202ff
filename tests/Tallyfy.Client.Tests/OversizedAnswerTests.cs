using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tests.Infrastructure;

namespace Tallyfy.Client.Tests;

public sealed class OversizedAnswerTests
{
    private const int Limit = 10 * 1024 * 1024;
    private const int Piece = 16 * 1024;

    [Theory]
    [InlineData(HttpStatusCode.OK)]
    [InlineData(HttpStatusCode.UnprocessableEntity)]
    [InlineData(HttpStatusCode.InternalServerError)]
    public async Task A_body_that_never_ends_is_read_up_to_the_limit_whatever_its_status(HttpStatusCode status)
    {
        var body = new EndlessStream();
        using var network = new SameAnswer(status, () => new StreamContent(body));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal(
            (TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer is too large.", status, 1),
            (refusal.Kind, refusal.Message, refusal.Status!.Value, network.Count));
        Assert.InRange(body.Taken, Limit, Limit + Piece);
        Assert.InRange(body.LargestRead, 1, Piece);
    }

    [Fact]
    public async Task A_body_of_100_MB_that_says_so_is_not_read_at_all()
    {
        var body = new EndlessStream(100 * 1024 * 1024);
        using var network = new SameAnswer(HttpStatusCode.OK, () => Sized(body, 100 * 1024 * 1024));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        Assert.Equal((TallyfyErrorKind.UnreadableAnswer, 0L), (refusal.Kind, body.Taken));
    }

    [Fact]
    public async Task A_write_whose_answer_is_too_large_may_have_happened_and_is_not_repeated()
    {
        using var network = new SameAnswer(HttpStatusCode.OK, () => new StreamContent(new EndlessStream()));
        await using var story = new ClientStory(network: network);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.ReopenTaskAsync(
            "org", "run", "t", ClientStory.Token));

        Assert.Equal((true, 1), (refusal.IsOutcomeUnknown, network.Count));
    }

    [Fact]
    public async Task A_small_body_that_unpacks_to_100_MB_is_stopped_at_the_limit()
    {
        var packed = new MemoryStream();
        await using (var packing = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            await new EndlessStream(100 * 1024 * 1024).CopyToAsync(packing, ClientStory.Token);

        var refusal = await AskedOverTheNetworkAsync(packed.ToArray());

        Assert.Equal(
            (TallyfyErrorKind.UnreadableAnswer, "Tallyfy's answer is too large."), (refusal.Kind, refusal.Message));
    }

    [Fact]
    public async Task A_body_that_is_not_packed_as_it_says_is_an_answer_that_broke_off()
    {
        var refusal = await AskedOverTheNetworkAsync("no gzip"u8.ToArray());

        Assert.Equal(TallyfyErrorKind.Unreachable, refusal.Kind);
    }

    [Fact]
    public async Task A_body_that_is_shorter_than_it_says_is_an_answer_that_broke_off()
    {
        var refusal = await AskedOverTheNetworkAsync("{\"data\":"u8.ToArray(), "Content-Length: 1000\r\n");

        Assert.Equal(TallyfyErrorKind.Unreachable, refusal.Kind);
    }

    private static async Task<TallyfyException> AskedOverTheNetworkAsync(byte[] body, string? headers = null)
    {
        using var tallyfy = new TcpListener(IPAddress.Loopback, 0);
        tallyfy.Start();
        using var network = TallyfyClientRegistration.CreatePrimaryHandler();
        await using var story = new ClientStory(
            options =>
            {
                options.BaseAddress = new Uri($"http://127.0.0.1:{((IPEndPoint)tallyfy.LocalEndpoint).Port}/api");
                options.ReadRetries = 0;
            },
            network);
        headers ??= $"Content-Encoding: gzip\r\nContent-Length: {body.Length}\r\n";
        var head = Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\n{headers}\r\n");
        var answering = AnswerAsync(tallyfy, [.. head, .. body]);

        var refusal = await ClientStory.RefusalAsync(() => story.Client.GetMeAsync(ClientStory.Token));

        await answering;
        return refusal;
    }

    private static async Task AnswerAsync(TcpListener listener, byte[] answer)
    {
        using var connection = await listener.AcceptTcpClientAsync(ClientStory.Token);
        await using var stream = connection.GetStream();
        await stream.ReadAtLeastAsync(new byte[4096], 1, cancellationToken: ClientStory.Token);
        await stream.WriteAsync(answer, ClientStory.Token);
    }

    private static StreamContent Sized(Stream body, long length)
    {
        var content = new StreamContent(body);
        content.Headers.ContentLength = length;
        return content;
    }
}
