using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>Activities behind a good token: what they say decides.</summary>
public sealed class ActivityRuleTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly TokenIssuer Issuer = ProductionGate.Issuer;

    public static TheoryData<string> Activities => [.. ActivityRows.All.Keys];

    [Theory]
    [MemberData(nameof(Activities))]
    public async Task An_activity_is_admitted_or_refused(string name)
    {
        var (status, body) = ActivityRows.All[name];

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
            Issuer.Token(), Sample.Tap(tap => tap["from"]!["role"] = 7));

        Assert.Contains("'from.role'", await TextOf(response), StringComparison.Ordinal);
    }

    private static Task<string> TextOf(HttpResponseMessage response) =>
        response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
