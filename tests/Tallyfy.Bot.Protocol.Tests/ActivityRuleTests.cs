using System.Text.Json.Nodes;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>Activities behind a good token: what they say decides.</summary>
public sealed class ActivityRuleTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly TokenIssuer Issuer = ProductionGate.Issuer;

    private static readonly Dictionary<string, (int Status, string Body)> Rows = new()
    {
        ["a tap"] = (200, Sample.Tap()),
        ["a type nobody knows"] = (200, Sample.Tap(tap => tap["type"] = "somethingNew")),
        ["members nobody knows"] =
            (200, Sample.Tap(tap => tap["futureMember"] = new JsonObject { ["a"] = new JsonArray(1, 2) })),
        ["no channel data"] = (200, Sample.Tap(tap => tap.Remove("channelData"))),
        ["no tenant in the conversation"] =
            (200, Sample.Tap(tap => tap["conversation"]!.AsObject().Remove("tenantId"))),
        ["two tenants"] =
            (403, Sample.Tap(tap => tap["conversation"]!["tenantId"] = "00000000-0000-0000-0000-0000000000bb")),
        ["the emulator's channel"] = (403, Sample.Tap(tap => tap["channelId"] = "emulator")),
        ["web chat"] = (403, Sample.Tap(tap => tap["channelId"] = "webchat")),
        ["the channel in capitals"] = (403, Sample.Tap(tap => tap["channelId"] = "MSTEAMS")),
        ["another service URL than the token's"] =
            (403, Sample.Tap(tap => tap["serviceUrl"] = "https://smba.trafficmanager.net/amer/")),
        ["no type"] = Lacks("type"),
        ["no channel"] = Lacks("channelId"),
        ["no service URL"] = Lacks("serviceUrl"),
        ["no sender"] = Lacks("from"),
        ["no conversation"] = Lacks("conversation"),
        ["an empty channel"] = (400, Sample.Tap(tap => tap["channelId"] = "")),
        ["an empty service URL"] = (400, Sample.Tap(tap => tap["serviceUrl"] = " ")),
        ["a sender without id"] = (400, Sample.Tap(tap => tap["from"]!.AsObject().Remove("id"))),
        ["a conversation that is a text"] = (400, Sample.Tap(tap => tap["conversation"] = "a:conv1")),
        ["a type that is a number"] = (400, Sample.Tap(tap => tap["type"] = 1)),
        ["a type that is null"] = (400, Sample.Tap(tap => tap["type"] = null)),
        ["a name that is a list"] = (400, Sample.Tap(tap => tap["name"] = new JsonArray())),
        ["a member without id"] = (400, Sample.Tap(tap => tap["membersAdded"] = new JsonArray(new JsonObject()))),
        ["a member that is null"] = (400, Sample.Tap(tap => tap["membersAdded"] = new JsonArray((JsonNode?)null))),
        ["an attachment that is null"] = (400, Sample.Tap(tap => tap["attachments"] = new JsonArray((JsonNode?)null))),
        ["nothing at all"] = (400, ""),
        ["only blanks"] = (400, "   "),
        ["null"] = (400, "null"),
        ["a list"] = (400, $"[{Sample.Tap()}]"),
        ["a text"] = (400, "\"hello\""),
        ["broken off"] = (400, Sample.Tap()[..^1]),
        ["two objects"] = (400, Sample.Tap() + Sample.Tap()),
        ["a comment in it"] = (400, "/* hello */" + Sample.Tap()),
        ["a sender given twice"] = (400, Sample.Tap()[..^1] + ",\"from\":{\"id\":\"29:other\"}}"),
        ["half a character in a typed text"] = (400, Typed("\\ud83d")),
        ["half a character in a member's name"] = (400, Sample.Tap()[..^1] + ",\"\\udc00\":1}"),
        ["a whole character in a typed text"] = (200, Typed("\\ud83d\\ude00")),
        ["65 levels"] = (400, Nested(65)),
        ["10,000 levels"] = (400, Nested(10_000)),
        ["60 levels"] = (200, Nested(60)),
    };

    public static TheoryData<string> Activities => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task An_activity_is_admitted_or_refused(string name)
    {
        var (status, body) = Rows[name];

        using var response = await gate.Host.SendAsync(Issuer.Token(), body);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://smba.trafficmanager.net@evil.example/")]
    [InlineData("https://user@smba.trafficmanager.net/emea/")]
    [InlineData("https://evil.trafficmanager.net/")]
    [InlineData("https://xn--smba-0ra.trafficmanager.net/")]
    [InlineData("https://smbа.trafficmanager.net/")]
    [InlineData("https://smba.trafficmanager.net:8443/emea/")]
    [InlineData("https://127.0.0.1/")]
    [InlineData("http://localhost:56150/_connector")]
    [InlineData("not a url")]
    public async Task A_foreign_service_url_is_refused_although_the_token_names_it(string serviceUrl)
    {
        var token = Issuer.Token(token => token.Subject = new([new("serviceurl", serviceUrl)]));

        using var response = await gate.Host.SendAsync(token, Sample.Tap(tap => tap["serviceUrl"] = serviceUrl));

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task Development_also_takes_the_emulators_channel()
    {
        await using var host = await GateHost.DevelopmentAsync(Issuer);

        using var response = await host.SendAsync(Issuer.Token(), Sample.Tap(tap => tap["channelId"] = "emulator"));

        Assert.Equal(200, (int)response.StatusCode);
    }

    [Fact]
    public async Task Development_with_an_identity_wants_a_token()
    {
        await using var host = await GateHost.DevelopmentAsync(Issuer);

        using var response = await host.SendAsync(null, Sample.Text("playground.message.text.json"));

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_refusal_names_the_fault_and_never_repeats_the_body()
    {
        const string body = """{"type":"message","channelId":"<secret>"}""";

        using var response = await gate.Host.SendAsync(Issuer.Token(), body);

        Assert.Equal("The activity lacks 'serviceUrl'.", await TextOf(response));
    }

    [Fact]
    public async Task A_member_of_the_wrong_type_is_named()
    {
        using var response = await gate.Host.SendAsync(
            Issuer.Token(), Sample.Tap(tap => tap["membersAdded"] = new JsonArray(new JsonObject { ["id"] = 7 })));

        Assert.Contains("'membersAdded[0].id'", await TextOf(response), StringComparison.Ordinal);
    }

    private static (int Status, string Body) Lacks(string member) => (400, Sample.Tap(tap => tap.Remove(member)));

    private static string Typed(string escaped) =>
        Sample.Tap().Replace("TASK_ID_TO_COMPLETE", escaped, StringComparison.Ordinal);

    // The activity itself is the first level.
    private static string Nested(int levels)
    {
        var value = new string('[', levels - 1) + new string(']', levels - 1);

        return Sample.Tap(tap => tap["value"] = "deep").Replace("\"deep\"", value, StringComparison.Ordinal);
    }

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
