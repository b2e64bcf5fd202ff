using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class TokenTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly TokenIssuer Issuer = ProductionGate.Issuer;

    private static readonly DateTime Now = TimeProvider.System.GetUtcNow().UtcDateTime;

    private static readonly Dictionary<string, (int Status, string? Token)> Rows = new()
    {
        ["good"] = (200, Issuer.Token()),
        ["signed with RS384"] = (200, SignedBy(Issuer.Trusted, "RS384")),
        ["signed with RS512"] = (200, SignedBy(Issuer.Trusted, "RS512")),
        ["expired four minutes ago"] = (200, Issuer.Token(token => Valid(token, from: -60, to: -4))),
        ["valid in four minutes"] = (200, Issuer.Token(token => Valid(token, from: 4, to: 60))),
        ["expired six minutes ago"] = (401, Issuer.Token(token => Valid(token, from: -60, to: -6))),
        ["valid in six minutes"] = (401, Issuer.Token(token => Valid(token, from: 6, to: 60))),
        ["never expires"] = (401, Issuer.Token(token => token.Expires = null)),
        ["for another bot"] = (401, Issuer.Token(token => token.Audience = "00000000-0000-0000-0000-0000000000bb")),
        ["for nobody"] = (401, Issuer.Token(token => token.Audience = null)),
        ["from another issuer"] = (401, Issuer.Token(token => token.Issuer = "https://api.botframework.example")),
        ["from nobody"] = (401, Issuer.Token(token => token.Issuer = null)),
        ["from Entra, version 2"] =
            (401, Entra("https://login.microsoftonline.com/00000000-0000-0000-0000-0000000000aa/v2.0")),
        ["from Entra, version 1"] = (401, Entra("https://sts.windows.net/00000000-0000-0000-0000-0000000000aa/")),
        ["from the emulator's issuer"] = (401, Entra("https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/")),
        ["from the government cloud"] = (401, Entra("https://api.botframework.us")),
        ["without a signature"] = (401, Issuer.Forged("""{"alg":"none","typ":"JWT"}""", _ => [])),
        ["signed with the public key as a secret"] = (401, Issuer.Forged(
            """{"alg":"HS256","typ":"JWT","kid":"trusted"}""",
            text => HMACSHA256.HashData(Issuer.Trusted.PublicKey, text))),
        ["with a broken signature"] =
            (401, Issuer.Forged("""{"alg":"RS256","typ":"JWT","kid":"trusted"}""", _ => new byte[256])),
        ["signed with PS256"] = (401, SignedBy(Issuer.Trusted, "PS256")),
        ["signed by an unknown key"] = (401, SignedBy(Issuer.Unpublished)),
        ["signed by a key without endorsements"] = (401, SignedBy(Issuer.WithoutEndorsements)),
        ["signed by another channel's key"] = (403, SignedBy(Issuer.ForWebChat)),
        ["without a service URL"] = (403, Issuer.Token(token => token.Subject = new ClaimsIdentity())),
        ["with an empty service URL"] = (403, For("")),
        ["for another region's service URL"] = (403, For("https://smba.trafficmanager.net/amer/")),
        ["for the service URL in capitals"] = (403, For("https://SMBA.trafficmanager.net/emea/")),
        ["for the service URL without its slash"] = (403, For("https://smba.trafficmanager.net/emea")),
        ["for two service URLs"] = (403, Issuer.Token(token => token.Subject = new ClaimsIdentity(
            [new Claim("serviceurl", TokenIssuer.ServiceUrl), new Claim("serviceurl", "https://evil.example/")]))),
        ["no token"] = (401, null),
        ["not a token"] = (401, "abc"),
    };

    public static TheoryData<string> Tokens => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Tokens))]
    public async Task A_token_is_taken_or_refused(string name)
    {
        var (status, token) = Rows[name];

        using var response = await gate.Host.SendAsync(token, Sample.Tap());

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_refused_token_gets_a_bare_challenge_and_no_explanation()
    {
        using var response = await gate.Host.SendAsync(Rows["expired six minutes ago"].Token, Sample.Tap());

        Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
        Assert.Empty(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("Basic dXNlcjpwYXNzd29yZA==")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    public async Task Another_scheme_or_an_empty_token_is_no_token(string authorization)
    {
        using var request = GateHost.Post(GateHost.Json(Sample.Tap()), authorization);

        using var response = await gate.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task Two_authorization_headers_are_refused_although_each_is_good()
    {
        var header = $"Authorization: Bearer {Issuer.Token()}";

        Assert.Equal(200, await RawStatusOf(header));
        Assert.Equal(401, await RawStatusOf(header, header));
    }

    [Fact]
    public async Task A_token_is_checked_before_the_body_is_parsed()
    {
        using var response = await gate.Host.SendAsync(null, "{ not json");

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_issuer_that_the_metadata_names_is_not_enough()
    {
        var settings = new Dictionary<string, string?>(GateHost.Identity)
        {
            ["ToBotFromChannelTokenIssuer"] = "https://issuer.of.the.operator.example",
        };
        await using var host = await GateHost.StartAsync("Production", settings, configure: GateHost.Trust(Issuer));

        using var metadata = await host.SendAsync(Issuer.Token(), Sample.Tap());
        using var configured = await host.SendAsync(Entra("https://issuer.of.the.operator.example"), Sample.Tap());

        Assert.Equal((401, 200), ((int)metadata.StatusCode, (int)configured.StatusCode));
    }

    [Fact]
    public async Task Nobody_is_believed_while_the_keys_cannot_be_fetched()
    {
        using var issuer = new TokenIssuer { IsDown = true };
        await using var host = await GateHost.ProductionAsync(issuer);

        using var response = await host.SendAsync(issuer.Token(), Sample.Tap());

        Assert.Equal(401, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_ase_channel_is_refused_even_with_a_good_token()
    {
        using var response = await gate.Host.SendAsync(
            Issuer.Token(), Sample.Tap(tap => tap["channelId"] = "AseChannel"));

        Assert.Equal(403, (int)response.StatusCode);
    }

    [Fact]
    public async Task The_ase_channel_is_refused_with_the_bots_own_token()
    {
        using var response = await gate.Host.SendAsync(
            Rows["from Entra, version 2"].Token, Sample.Tap(tap => tap["channelId"] = "AseChannel"));

        Assert.Equal(401, (int)response.StatusCode);
    }

    private Task<int> RawStatusOf(params string[] authorization)
    {
        var tap = Sample.Tap();
        var length = $"Content-Length: {Encoding.UTF8.GetByteCount(tap)}";

        return RawRequest.StatusAsync(gate.Host.Client.BaseAddress!, [length, .. authorization], tap);
    }

    private static string Entra(string issuer) => Issuer.Token(token => token.Issuer = issuer);

    private static string SignedBy(SigningKey key, string algorithm = "RS256") =>
        Issuer.Token(token => token.SigningCredentials = key.Credentials(algorithm));

    private static string For(string serviceUrl) =>
        Issuer.Token(token => token.Subject = new ClaimsIdentity([new Claim("serviceurl", serviceUrl)]));

    private static void Valid(SecurityTokenDescriptor token, int from, int to)
    {
        token.NotBefore = token.IssuedAt = Now.AddMinutes(from);
        token.Expires = Now.AddMinutes(to);
    }
}
