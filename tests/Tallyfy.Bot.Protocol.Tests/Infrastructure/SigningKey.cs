using System.Security.Cryptography;
using System.Text.Json.Nodes;
using Microsoft.IdentityModel.Tokens;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>
/// One RSA key of the test's issuer, with the channels it may speak for; null publishes it without the list.
/// </summary>
internal sealed class SigningKey(string id, params string[]? endorsements)
{
    private readonly RSA _rsa = RSA.Create(2048);

    public string Id => id;

    public RSA Rsa => _rsa;

    public byte[] PublicKey => _rsa.ExportSubjectPublicKeyInfo();

    public SigningCredentials Credentials(string algorithm) => new(new RsaSecurityKey(_rsa) { KeyId = id }, algorithm);

    public JsonObject Publish()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        var key = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64UrlEncoder.Encode(parameters.Modulus),
            ["e"] = Base64UrlEncoder.Encode(parameters.Exponent),
        };

        if (endorsements is not null)
            key["endorsements"] = new JsonArray([.. endorsements.Select(channel => JsonValue.Create(channel))]);

        return key;
    }
}
