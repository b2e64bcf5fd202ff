using System.Security.Cryptography;
using System.Text;
using Microsoft.IdentityModel.Tokens;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests.Tokens;

/// <summary>Who signed, how, and what the token's own header says about it.</summary>
internal sealed class SignatureRows(TokenIssuer issuer, TokenTable table)
{
    private readonly RSA _attacker = RSA.Create(2048);

    private Jwt Good => Jwt.Good(issuer);

    public void Add()
    {
        AddAlgorithms();
        AddKeys();
        AddHeaders();
        AddBrokenSignatures();
    }

    private void AddAlgorithms()
    {
        table.Add(200, "RS256", () => Good.Bearer);
        table.Add(200, "RS384", () => Rsa("RS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1));
        table.Add(200, "RS512", () => Rsa("RS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1));
        table.Add(401, "PS256", () => Rsa("PS256", HashAlgorithmName.SHA256, RSASignaturePadding.Pss));
        table.Add(401, "PS384", () => Rsa("PS384", HashAlgorithmName.SHA384, RSASignaturePadding.Pss));
        table.Add(401, "PS512", () => Rsa("PS512", HashAlgorithmName.SHA512, RSASignaturePadding.Pss));
        table.Add(
            401, "RS256 in small letters", () => Rsa("rs256", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        table.Add(401, "RS1", () => Rsa("RS1", HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1));
        table.Add(
            401,
            "an algorithm that nobody knows",
            () => Rsa("X999", HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        table.Add(401, "no algorithm", () => Good.WithHeader("""{"typ":"JWT","kid":"trusted"}""").Bearer);
        table.Add(
            401,
            "an algorithm that is a list",
            () => Good.WithHeader("""{"alg":["RS256"],"kid":"trusted"}""").Bearer);
        table.Add(401, "ES256 by a published key", () => Good
            .WithHeader("""{"alg":"ES256","typ":"JWT","kid":"curve"}""")
            .SignedWith("ES256", text => issuer.Curve.SignData(text, HashAlgorithmName.SHA256)).Bearer);
        table.Add(401, "ES256 under the name of the trusted key", () => Good
            .SignedWith("ES256", text => issuer.Curve.SignData(text, HashAlgorithmName.SHA256)).Bearer);

        foreach (var none in new[] { "none", "None", "NONE", "nOnE", "" })
        {
            table.Add(401, $"algorithm \"{none}\"", () => Good.SignedWith(none, _ => []).Bearer);
            table.Add(401, $"algorithm \"{none}\" with a signature", () => Good.SignedWith(none, text =>
                issuer.Trusted.Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)).Bearer);
        }

        table.Add(401, "HS256 with the public key as secret", () => Hmac(issuer.Trusted.PublicKey));
        table.Add(401, "HS256 with the public key's text as secret", () =>
            Hmac(Encoding.ASCII.GetBytes(issuer.Trusted.Rsa.ExportRSAPublicKeyPem() + "\n")));
        table.Add(401, "HS256 with the modulus as secret", () =>
            Hmac(issuer.Trusted.Rsa.ExportParameters(includePrivateParameters: false).Modulus!));
        table.Add(401, "HS256 with the app id as secret", () => Hmac(Encoding.ASCII.GetBytes(TokenIssuer.AppId)));
        table.Add(401, "HS256 with nothing as secret", () => Hmac([]));
        table.Add(401, "HS512 with the public key as secret", () => Good
            .SignedWith("HS512", text => HMACSHA512.HashData(issuer.Trusted.PublicKey, text)).Bearer);
    }

    private void AddKeys()
    {
        table.Add(401, "a key that is not published", () => Good.SignedBy(issuer.Unpublished).Bearer);
        table.Add(401, "a key that is not published, under the trusted name", () =>
            Good.SignedBy(issuer.Unpublished, named: "trusted").Bearer);
        table.Add(401, "another published key than the one that is named", () =>
            Good.SignedBy(issuer.ForWebChat, named: "trusted").Bearer);
        table.Add(403, "a key of other channels", () => Good.SignedBy(issuer.ForWebChat).Bearer);
        table.Differ(403, "a key of other channels that speaks for its own", "Only Teams is served here.", () =>
            Good.SignedBy(issuer.ForWebChat).Bearer, tap => tap["channelId"] = "webchat");
        table.Differ(401, "a key that says nothing of channels",
            "The library takes a key without a list for one that speaks for everybody; we do not.", () =>
            Good.SignedBy(issuer.WithoutEndorsements).Bearer);
        table.Differ(403, "a key that is endorsed for no channel",
            "The library takes an empty list for one that names everybody; we do not.", () =>
            Good.SignedBy(issuer.EndorsedForNothing).Bearer);
    }

    private void AddHeaders()
    {
        table.Add(401, "no key named", () => Good.WithHeader("""{"alg":"RS256","typ":"JWT"}""").Bearer);
        AddHeader(401, "an empty key name", """ "kid":"" """);
        AddHeader(401, "a key name that is null", """ "kid":null """);
        AddHeader(401, "a key name that is a number", """ "kid":1 """);
        AddHeader(401, "a key name in capitals", """ "kid":"TRUSTED" """);
        AddHeader(401, "a key name with a blank", """ "kid":"trusted " """);
        AddHeader(401, "a key name with a zero character", """ "kid":"trusted\u0000" """);
        AddHeader(401, "a key name that is a path", """ "kid":"../../trusted" """);
        AddHeader(401, "a key name that is a file", """ "kid":"../../../../dev/null" """);
        AddHeader(401, "a key name that is SQL", """ "kid":"' union select 'x" """);
        AddHeader(401, "a key name that is JavaScript's own", """ "kid":"__proto__" """);
        AddHeader(200, "no type", """ "kid":"trusted" """);
        AddHeader(200, "another type", """ "typ":"at+jwt","kid":"trusted" """);
        table.Differ(401, "something that must be understood",
            "RFC 7515 demands that a token with an unknown critical extension is refused; the library does not look.",
            () => WithHeader(""" "kid":"trusted","crit":["x"],"x":1 """).Bearer);

        var attacker = _attacker.ExportParameters(includePrivateParameters: false);
        var (n, e) = (Base64UrlEncoder.Encode(attacker.Modulus), Base64UrlEncoder.Encode(attacker.Exponent));
        AddForeign(
            "the attacker's key in the header",
            $$""" "kid":"trusted","jwk":{"kty":"RSA","kid":"trusted","n":"{{n}}","e":"{{e}}"} """);
        AddForeign("the attacker's key in the header alone", $$""" "jwk":{"kty":"RSA","n":"{{n}}","e":"{{e}}"} """);
        AddForeign("the attacker's key set by address", """ "kid":"trusted","jku":"https://evil.example/keys" """);
        AddForeign(
            "the attacker's certificate by address",
            """ "kid":"trusted","x5u":"https://evil.example/key.pem" """);
        AddForeign("the attacker's certificate in the header", $$""" "kid":"trusted","x5c":["{{Certificate()}}"] """);
        AddForeign("the attacker's thumbprint", """ "kid":"trusted","x5t":"trusted" """);
    }

    private void AddBrokenSignatures()
    {
        table.Add(401, "a signature of zeros", () => Good.SignedWith("RS256", _ => new byte[256]).Bearer);
        table.Add(401, "no signature", () => Good.SignedWith("RS256", _ => []).Bearer);
        table.Add(
            401, "a signature that is too long", () => Good.SignedWith("RS256", text => [.. Sign(text), 0]).Bearer);
        table.Add(
            401, "a signature that is too short", () => Good.SignedWith("RS256", text => Sign(text)[..^1]).Bearer);
        table.Add(401, "a signature with one bit changed", () => Good.SignedWith("RS256", text =>
        {
            var signature = Sign(text);
            signature[100] ^= 1;
            return signature;
        }).Bearer);
        table.Add(401, "the signature of other claims", () => Good.With("nbf", Jwt.In(-61)).SignedWith("RS256", _ =>
            Base64UrlEncoder.DecodeBytes(Good.ToString().Split('.')[2])).Bearer);
    }

    private void AddHeader(int status, string name, string members) =>
        table.Add(status, name, () => WithHeader(members).Bearer);

    private void AddForeign(string name, string members) => table.Add(401, name, () =>
        (WithHeader(members) with
        {
            Signature = text => _attacker.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
        }).Bearer);

    private Jwt WithHeader(string members) => Good.WithHeader($$"""{"alg":"RS256",{{members}}}""");

    private string Rsa(string algorithm, HashAlgorithmName hash, RSASignaturePadding padding) =>
        Good.SignedWith(algorithm, text => issuer.Trusted.Rsa.SignData(text, hash, padding)).Bearer;

    private string Hmac(byte[] secret) => Good.SignedWith("HS256", text => HMACSHA256.HashData(secret, text)).Bearer;

    private byte[] Sign(byte[] text) =>
        issuer.Trusted.Rsa.SignData(text, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

    private string Certificate()
    {
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest(
            "CN=evil", _attacker, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now, now.AddDays(1));

        return Convert.ToBase64String(certificate.RawData);
    }
}
