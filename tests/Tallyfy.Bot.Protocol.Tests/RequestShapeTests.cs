using System.Net.Http.Headers;
using System.Text;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>What is decided before a word of the body counts.</summary>
public sealed class RequestShapeTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly TokenIssuer Issuer = ProductionGate.Issuer;

    [Theory]
    [InlineData("text/plain", 415)]
    [InlineData("application/x-www-form-urlencoded", 415)]
    [InlineData("application/jsonp", 415)]
    [InlineData("application/json; charset=utf-16", 415)]
    [InlineData("application/json", 200)]
    [InlineData("application/json; charset=utf-8", 200)]
    [InlineData("Application/JSON; charset=\"UTF-8\"", 200)]
    public async Task Only_json_in_utf8_is_an_activity(string contentType, int status)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Sample.Tap()));
        body.Headers.TryAddWithoutValidation("Content-Type", contentType);

        Assert.Equal(status, await StatusOf(body));
    }

    [Fact]
    public async Task A_body_without_a_content_type_is_refused()
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(Sample.Tap()));

        Assert.Equal(415, await StatusOf(body));
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Another_method_is_told_which_one_is_meant(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/api/messages");

        using var response = await gate.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(405, (int)response.StatusCode);
        Assert.Equal(["POST"], response.Content.Headers.Allow);
    }

    [Fact]
    public async Task A_body_of_exactly_256_KB_is_read()
    {
        using var body = GateHost.Json(Padded(256 * 1024));

        Assert.Equal(200, await StatusOf(body));
    }

    [Fact]
    public async Task One_byte_more_is_too_large()
    {
        using var body = GateHost.Json(Padded(256 * 1024 + 1));

        Assert.Equal(413, await StatusOf(body));
    }

    [Fact]
    public async Task An_announced_length_is_refused_before_the_token_is_looked_at()
    {
        using var request = GateHost.Post(GateHost.Json(Padded(1024 * 1024)));

        using var response = await gate.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_body_of_256_KB_in_chunks_is_read()
    {
        using var body = Chunked(Padded(256 * 1024));

        Assert.Equal(200, await StatusOf(body));
    }

    [Fact]
    public async Task A_megabyte_in_chunks_is_too_large()
    {
        using var body = Chunked(Padded(1024 * 1024));

        Assert.Equal(413, await StatusOf(body));
    }

    [Fact]
    public async Task A_chunk_that_is_none_is_a_bad_request()
    {
        var status = await RawRequest.StatusAsync(
            gate.Host.Client.BaseAddress!,
            ["Transfer-Encoding: chunked", $"Authorization: Bearer {Issuer.Token()}"],
            "this is no chunk\r\n");

        Assert.Equal(400, status);
    }

    [Fact]
    public async Task A_byte_sequence_that_is_no_utf8_is_a_bad_request()
    {
        using var body = new ByteArrayContent([.. "{\"type\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        Assert.Equal(400, await StatusOf(body));
    }

    [Fact]
    public async Task A_body_that_breaks_off_is_a_bad_request()
    {
        await using var host = await GateHost.AnonymousAsync(
            before: context => context.Request.Body = new BrokenOff());

        using var response = await host.SendAsync(token: null, Sample.Tap());

        Assert.Equal(400, (int)response.StatusCode);
        Assert.Equal(
            "The body broke off.", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    private async Task<int> StatusOf(HttpContent body)
    {
        using var request = GateHost.Post(body, $"Bearer {Issuer.Token()}");
        using var response = await gate.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        return (int)response.StatusCode;
    }

    private static string Padded(int bytes)
    {
        var bare = Encoding.UTF8.GetByteCount(Sample.Tap(tap => tap["text"] = ""));

        return Sample.Tap(tap => tap["text"] = new string('x', bytes - bare));
    }

    private static StreamContent Chunked(string body)
    {
        var content = new StreamContent(new UnknownLength(Encoding.UTF8.GetBytes(body)));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");

        return content;
    }

    private sealed class BrokenOff : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new IOException("The connection was reset.");
    }

    private sealed class UnknownLength(byte[] content) : MemoryStream(content)
    {
        public override bool CanSeek => false;
    }
}
