using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Microsoft's sign-in as far as OpenID Connect goes: metadata, keys and tokens, by a key of our own. All else goes on.
/// </summary>
internal sealed class OwnIssuer(HttpMessageHandler elsewhere) : HttpMessageHandler
{
    public const string Authority = "https://issuer.test/tenant/v2.0";
    public const string ClientId = "step-up-application";
    public const string ClientSecret = "step-up-secret-of-this-story";

    private static readonly RsaSecurityKey Key = new(RSA.Create(2048)) { KeyId = "own" };
    private static readonly RsaSecurityKey WrongKey = new(RSA.Create(2048)) { KeyId = "own" };

    private readonly HttpMessageInvoker others = new(elsewhere, disposeHandler: false);
    private readonly ConcurrentDictionary<string, string> tokens = new();

    /// <summary>Somebody signs in at this address; what their browser brings back.</summary>
    public string SignIn(Uri asked, IssuedToken issued)
    {
        var query = QueryHelpers.ParseQuery(asked.Query);
        var now = TimeProvider.System.GetUtcNow(); // the library that reads it has no other clock
        var claims = new Dictionary<string, object>
        {
            ["nonce"] = issued.Nonce ?? query["nonce"].ToString(),
            ["sub"] = "subject",
        };

        foreach (var (name, value) in new (string, object?)[]
            { ("tid", issued.Tenant), ("oid", issued.ObjectId), ("auth_time", issued.SignedInAt?.ToUnixTimeSeconds()) })
        {
            if (value is not null)
                claims[name] = value;
        }

        var code = Guid.NewGuid().ToString("n");
        var writer = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false };
        tokens[code] = Altered(issued.Signature, writer.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issued.Issuer,
            Audience = issued.Audience,
            IssuedAt = now.UtcDateTime - issued.Age,
            NotBefore = now.UtcDateTime - issued.Age,
            Expires = now.UtcDateTime - issued.Age + TimeSpan.FromHours(1),
            Claims = claims,
            SigningCredentials = issued.Signature switch
            {
                TokenSignature.OfAnotherKey => new SigningCredentials(WrongKey, SecurityAlgorithms.RsaSha256),
                TokenSignature.OfTheClientSecret => Shared(ClientSecret),
                TokenSignature.OfThePublicKey => Shared(Convert.ToBase64String(Key.Rsa.ExportSubjectPublicKeyInfo())),
                _ => new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
            },
        }));
        var back = new Dictionary<string, string?> { ["code"] = code, ["state"] = query["state"] };
        return QueryHelpers.AddQueryString("", back);
    }

    private static SigningCredentials Shared(string secret) => new(
        new SymmetricSecurityKey(Encoding.UTF8.GetBytes(secret.PadRight(32, '='))) { KeyId = Key.KeyId },
        SecurityAlgorithms.HmacSha256);

    private static string Altered(TokenSignature signature, string token)
    {
        var parts = token.Split('.');
        var none = Base64UrlEncoder.Encode("""{"alg":"none","typ":"JWT"}""");
        var shouted = Base64UrlEncoder.Encode("""{"alg":"NONE","typ":"JWT","kid":"own"}""");
        var claims = Base64UrlEncoder.Decode(parts[1]);
        var other = Base64UrlEncoder.Encode(claims.Replace("\"subject\"", "\"another\"", StringComparison.Ordinal));

        return signature switch
        {
            TokenSignature.None => $"{none}.{parts[1]}.",
            TokenSignature.NoneShouted => $"{shouted}.{parts[1]}.",
            TokenSignature.NoneWithOne => $"{none}.{parts[1]}.{parts[2]}",
            TokenSignature.TakenAway => $"{parts[0]}.{parts[1]}.",
            TokenSignature.CutShort => $"{parts[0]}.{parts[1]}.{parts[2][..^8]}",
            TokenSignature.OfOtherClaims => $"{parts[0]}.{other}.{parts[2]}",
            _ => token,
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        if (request.RequestUri!.Host != "issuer.test")
            return await others.SendAsync(request, cancellationToken);

        return request.RequestUri.AbsolutePath switch
        {
            "/tenant/v2.0/.well-known/openid-configuration" => Json(new
            {
                issuer = Authority,
                authorization_endpoint = $"{Authority}/authorize",
                token_endpoint = $"{Authority}/token",
                jwks_uri = $"{Authority}/keys",
            }),
            "/tenant/v2.0/keys" => Json(new
            {
                keys = new[]
                {
                    new
                    {
                        kty = "RSA",
                        kid = Key.KeyId,
                        n = Base64UrlEncoder.Encode(Key.Rsa.ExportParameters(false).Modulus),
                        e = Base64UrlEncoder.Encode(Key.Rsa.ExportParameters(false).Exponent),
                    },
                },
            }),
            "/tenant/v2.0/token" => await RedeemAsync(request, cancellationToken),
            _ => new HttpResponseMessage(HttpStatusCode.NotFound),
        };
    }

    protected override void Dispose(bool disposing)
    {
        others.Dispose();
        base.Dispose(disposing);
    }

    private async Task<HttpResponseMessage> RedeemAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var form = QueryHelpers.ParseQuery(await request.Content!.ReadAsStringAsync(cancellationToken));
        Assert.Equal((ClientId, ClientSecret), (form["client_id"].ToString(), form["client_secret"].ToString()));
        Assert.Equal("https://localhost/step-up/signed-in", form["redirect_uri"].ToString());
        Assert.NotEmpty(form["code_verifier"].ToString());

        return tokens.TryRemove(form["code"].ToString(), out var token)
            ? Json(new { access_token = "unused", token_type = "Bearer", id_token = token })
            : Json(new { error = "invalid_grant" }, HttpStatusCode.BadRequest);
    }

    private static HttpResponseMessage Json(object body, HttpStatusCode status = HttpStatusCode.OK) =>
        new(status) { Content = JsonContent.Create(body) };
}

/// <summary>What an ID token says; as it should unless a story changes it.</summary>
internal sealed record IssuedToken(string? Tenant, string? ObjectId, DateTimeOffset? SignedInAt)
{
    public string Issuer { get; init; } = OwnIssuer.Authority;

    public string Audience { get; init; } = OwnIssuer.ClientId;

    /// <summary>Null: the one that was asked with.</summary>
    public string? Nonce { get; init; }

    public TimeSpan Age { get; init; }

    public TokenSignature Signature { get; init; }
}

/// <summary>What an ID token is signed with, or how it is not.</summary>
public enum TokenSignature
{
    Right,
    OfAnotherKey,
    OfTheClientSecret,
    OfThePublicKey,
    OfOtherClaims,
    None,
    NoneShouted,
    NoneWithOne,
    TakenAway,
    CutShort,
}
