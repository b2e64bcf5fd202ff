using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>A token letter by letter, for what no decent library writes.</summary>
internal sealed record Jwt
{
    public const string Tenant = "00000000-0000-0000-0000-0000000000aa";

    /// <summary>Before the time that the rules name, and after it: far enough for a slow machine.</summary>
    public const int Slack = 20;

    public required TokenIssuer Issuer { get; init; }

    public string Header { get; init; } = """{"alg":"RS256","typ":"JWT","kid":"trusted"}""";

    public required string Claims { get; init; }

    public Func<byte[], byte[]>? Signature { get; init; }

    /// <summary>The good one: what the channel itself sends.</summary>
    public static Jwt Good(TokenIssuer issuer) => new() { Issuer = issuer, Claims = Usual().ToJsonString() };

    public Jwt WithHeader(string header) => this with { Header = header };

    public Jwt WithClaims(string claims) => this with { Claims = claims };

    /// <summary>The good claims with one of them changed; undefined takes it away.</summary>
    public Jwt With(string claim, JsonNode? value) => Changed(claims => claims[claim] = value);

    public Jwt Without(string claim) => Changed(claims => claims.Remove(claim));

    public Jwt Changed(Action<JsonObject> change)
    {
        var claims = JsonNode.Parse(Claims)!.AsObject();
        change(claims);

        return this with { Claims = claims.ToJsonString() };
    }

    /// <summary>One claim more in front of the others, whether it is there already or not.</summary>
    public Jwt WithFirst(string claim) => this with { Claims = "{" + claim + "," + Claims[1..] };

    /// <summary>Seconds from now, as the claims count them.</summary>
    public static long In(int seconds) => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds() + seconds;

    public Jwt SignedBy(SigningKey key, string? named = null) => this with
    {
        Header = Header.Replace("\"trusted\"", $"\"{named ?? key.Id}\"", StringComparison.Ordinal),
        Signature = text => key.Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
    };

    public Jwt SignedWith(string algorithm, Func<byte[], byte[]> sign) => this with
    {
        Header = Header.Replace("RS256", algorithm, StringComparison.Ordinal),
        Signature = sign,
    };

    public string Bearer => $"Bearer {this}";

    public override string ToString()
    {
        var signed = $"{Base64UrlEncoder.Encode(Header)}.{Base64UrlEncoder.Encode(Claims)}";
        var sign = Signature
            ?? (text => Issuer.Trusted.Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        return $"{signed}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static JsonObject Usual() => new()
    {
        ["serviceurl"] = TokenIssuer.ServiceUrl,
        ["iss"] = TokenIssuer.Issuer,
        ["aud"] = TokenIssuer.AppId,
        ["nbf"] = In(-60),
        ["exp"] = In(3_540),
    };
}
