using System.Text;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

public sealed class TokenTests(ProductionGate gate) : IClassFixture<ProductionGate>
{
    private static readonly TokenIssuer Issuer = ProductionGate.Issuer;

    private static string Expired => Issuer.Token(token =>
    {
        token.NotBefore = token.IssuedAt = Now.AddMinutes(-60);
        token.Expires = Now.AddMinutes(-6);
    });

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    [Fact]
    public async Task A_refused_token_gets_a_bare_challenge_and_no_explanation()
    {
        using var response = await gate.Host.SendAsync(Expired, Sample.Tap());

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
    public async Task A_key_that_was_rotated_in_is_believed_without_a_restart_and_the_one_rotated_out_is_not()
    {
        using var issuer = new TokenIssuer();
        await using var host = await GateHost.ProductionAsync(issuer);
        var rotated = new SigningKey("rotated", "msteams");
        var old = issuer.Token();
        var fresh = issuer.Token(token => token.SigningCredentials = rotated.Credentials("RS256"));
        Assert.Equal(200, await StatusOf(host, old));

        (issuer.RotatedIn, issuer.IsTrustedRotatedOut) = (rotated, true);
        var tries = 1;

        // A token that names a key which is not in the set makes it be fetched again, beside the request; then not for
        // five minutes, so that nobody's nonsense becomes a flood there.
        while (await StatusOf(host, fresh) != 200)
            Assert.InRange(++tries, 1, 1_000);

        Assert.Equal((401, 200), (await StatusOf(host, old), await StatusOf(host, fresh)));
    }

    private Task<int> RawStatusOf(params string[] authorization)
    {
        var tap = Sample.Tap();
        var length = $"Content-Length: {Encoding.UTF8.GetByteCount(tap)}";

        return RawRequest.StatusAsync(gate.Host.Client.BaseAddress!, [length, .. authorization], tap);
    }

    private static string Entra(string issuer) => Issuer.Token(token => token.Issuer = issuer);

    private static async Task<int> StatusOf(GateHost host, string token)
    {
        using var response = await host.SendAsync(token, Sample.Tap());

        return (int)response.StatusCode;
    }
}
