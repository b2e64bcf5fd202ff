using System.Globalization;
using System.Text;
using Tallyfy.Bot.BotBuilder.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Tallyfy.Bot.Protocol.Tests.Tokens;

namespace Tallyfy.Bot.BotBuilder.Tests;

/// <summary>
/// Whatever our own door refuses, this one refuses: the activities, tokens and bodies of the protocol's tests against
/// the host as it is shipped, in Production.
/// </summary>
public sealed class DoorTests(OpenDoor open) : IClassFixture<OpenDoor>
{
    private static readonly Dictionary<string, TokenRow> Tokens =
        new TokenTable(Door.Issuer).Rows.ToDictionary(row => row.Name);

    public static TheoryData<string> Activities => [.. ActivityRows.All.Keys];

    public static TheoryData<string> TokenNames => [.. Tokens.Keys];

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task An_activity_has_the_same_end(string name)
    {
        var (status, body) = ActivityRows.All[name];

        Assert.Equal(status, await PostAsync(body, $"Bearer {Door.Issuer.Token()}"));
    }

    [Theory]
    [MemberData(nameof(TokenNames))]
    public async Task A_token_is_taken_only_where_both_take_it(string name)
    {
        var row = Tokens[name];
        var expected = row.Status == 200 && !row.IsTakenByCSharp ? 401 : row.Status;

        Assert.Equal(expected, await PostAsync(row.Activity, row.Authorization()));
    }

    [Fact]
    public async Task A_body_that_is_too_large_is_not_read() =>
        Assert.Equal(413, await PostAsync(new string(' ', 256 * 1024) + Sample.Tap(), $"Bearer {Door.Issuer.Token()}"));

    [Fact]
    public async Task Nothing_without_a_token() => Assert.Equal(401, await PostAsync(Sample.Tap(), null));

    [Fact]
    public async Task No_web_socket_is_opened()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/messages");
        request.Headers.TryAddWithoutValidation("Connection", "Upgrade");
        request.Headers.TryAddWithoutValidation("Upgrade", "websocket");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");

        using var response = await open.Door.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(200, (int)response.StatusCode);
        Assert.StartsWith(
            "Tallyfy.Bot listens here",
            await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken),
            StringComparison.Ordinal);
    }

    /// <summary>Members that the SDK knows and we do not, with values that it cannot read.</summary>
    [Theory]
    [InlineData("localTimestamp", "\"yesterday\"")]
    [InlineData("localTimestamp", "17")]
    [InlineData("expiration", "{}")]
    [InlineData("suggestedActions", "\"none\"")]
    [InlineData("relatesTo", "[1]")]
    [InlineData("listenFor", "{\"a\":1}")]
    [InlineData("semanticAction", "true")]
    [InlineData("historyDisclosed", "\"perhaps\"")]
    [InlineData("textHighlights", "[[]]")]
    [InlineData("deliveryMode", "\"expectReplies\"")]
    [InlineData("deliveryMode", "\"notification\"")]
    [InlineData("callerId", "\"urn:botframework:aadappid:x\"")]
    [InlineData("$type", "\"System.Diagnostics.Process\"")]
    [InlineData("$ref", "\"1\"")]
    public async Task What_only_the_SDK_reads_breaks_nothing(string member, string value)
    {
        var body = $$"""{{Sample.Tap()[..^1]}},"{{member}}":{{value}}}""";

        var status = await PostAsync(body, $"Bearer {Door.Issuer.Token()}");

        Assert.True(status is 200 or 400, status.ToString(CultureInfo.InvariantCulture));
    }

    private async Task<int> PostAsync(string body, string? authorization)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var request = GateHost.Post(content, authorization);
        using var response = await open.Door.Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }
}
