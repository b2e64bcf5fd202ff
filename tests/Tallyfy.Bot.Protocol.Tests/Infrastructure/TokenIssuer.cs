using System.Net;
using System.Security.Claims;
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

    public bool IsDown { get; set; }

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
            : new HttpResponseMessage { Content = GateHost.Json(answer.ToJsonString()) });
    }

    private static JsonObject Metadata() => new()
    {
        ["issuer"] = Issuer,
        ["jwks_uri"] = "https://login.botframework.com/v1/.well-known/keys",
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    };

    private JsonObject Keys() => new()
    {
        ["keys"] = new JsonArray(Trusted.Publish(), WithoutEndorsements.Publish(), ForWebChat.Publish()),
    };
}
