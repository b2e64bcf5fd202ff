using System.Net;
using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>
/// Stands where login.botframework.com stands: publishes metadata and keys, and signs what a test asks for.
/// </summary>
internal sealed class TokenIssuer : HttpMessageHandler
{
    public const string Issuer = "https://api.botframework.com";
    public const string AppId = "5f0b8c1e-2d3a-4b5c-8d7e-9f0a1b2c3d4e";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";

    public SigningKey Trusted { get; } = new("trusted", "msteams", "emulator");

    public SigningKey WithoutEndorsements { get; } = new("without-endorsements", null);

    public SigningKey ForWebChat { get; } = new("for-webchat", "webchat", "directline");

    public SigningKey Unpublished { get; } = new("unpublished", "msteams");

    /// <summary>Endorsed for nothing, which is not the same as saying nothing.</summary>
    public SigningKey EndorsedForNothing { get; } = new("endorsed-for-nothing", []);

    /// <summary>Published beside the others, and of a kind that is not used here.</summary>
    public ECDsa Curve { get; } = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    public bool IsDown { get; set; }

    /// <summary>A key that came with the last rotation.</summary>
    public SigningKey? RotatedIn { get; set; }

    /// <summary>The trusted key is not published any more.</summary>
    public bool IsTrustedRotatedOut { get; set; }

    public string Token(Action<SecurityTokenDescriptor>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = Issuer,
            Audience = AppId,
            NotBefore = now.AddMinutes(-1),
            IssuedAt = now.AddMinutes(-1),
            Expires = now.AddMinutes(59),
            Subject = new ClaimsIdentity([new Claim("serviceurl", ServiceUrl)]),
            SigningCredentials = Trusted.Credentials(SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);

        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    /// <summary>
    /// A token as an attacker would write it: the good one's claims under another header, signed as given.
    /// </summary>
    public string Forged(string header, Func<byte[], byte[]> sign)
    {
        var claims = Token().Split('.')[1];
        var signed = $"{Base64UrlEncoder.Encode(header)}.{claims}";

        return $"{signed}.{Base64UrlEncoder.Encode(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = request.RequestUri!.AbsoluteUri switch
        {
            _ when IsDown => null,
            "https://login.botframework.com/v1/.well-known/openidconfiguration" => Metadata(),
            "https://login.botframework.com/v1/.well-known/keys" => Keys(),
            _ => null,
        };

        return Task.FromResult(answer is null
            ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
            : new HttpResponseMessage { Content = new StringContent(answer.ToJsonString()) });
    }

    private static JsonObject Metadata() => new()
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = "https://login.botframework.com/v1/.well-known/keys",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    public JsonObject Keys()
    {
        IEnumerable<SigningKey?> keys =
            [IsTrustedRotatedOut ? null : Trusted, WithoutEndorsements, EndorsedForNothing, ForWebChat, RotatedIn];

        return new JsonObject
        {
            ["keys"] = new JsonArray([.. keys.OfType<SigningKey>().Select(key => key.Publish()), PublishCurve()]),
        };
    }

    private JsonObject PublishCurve()
    {
        var point = Curve.ExportParameters(includePrivateParameters: false).Q;

        return new JsonObject
        {
            ["kty"] = "EC",
            ["use"] = "sig",
            ["kid"] = "curve",
            ["crv"] = "P-256",
            ["x"] = Base64UrlEncoder.Encode(point.X),
            ["y"] = Base64UrlEncoder.Encode(point.Y),
            ["endorsements"] = new JsonArray("msteams"),
        };
    }
}
