using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tallyfy.Bot.Operators;

/// <summary>
/// When a personal access token ends. Nobody but Tallyfy can check one, so what it says of itself is believed; one that
/// says nothing ends about six months after it was first seen.
/// </summary>
internal static class TokenEnd
{
    /// <summary>https://tallyfy.com/products/pro/integrations/open-api/oauth-authorization-flow/</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(15_778_800);

    public static DateTimeOffset For(string token, DateTimeOffset firstSeen) => FindOwn(token) ?? firstSeen + Lifetime;

    /// <summary>Tells one token from another and leads back to neither.</summary>
    public static string Mark(string organization, string token) => Convert.ToHexStringLower(
        HMACSHA256.HashData(Encoding.UTF8.GetBytes($"tallyfy-token {organization}"), Encoding.UTF8.GetBytes(token)));

    /// <summary>What the token says, if it is one that says something (RFC 7519).</summary>
    private static DateTimeOffset? FindOwn(string token)
    {
        if (token.Split('.') is not [_, var payload, _])
            return null;

        try
        {
            using var claims = JsonDocument.Parse(Base64Url.DecodeFromChars(payload));
            return Instant(claims.RootElement, "exp") ?? Instant(claims.RootElement, "iat") + Lifetime;
        }
        catch (Exception e) when (e is FormatException or JsonException)
        {
            return null; // three parts, and no such token
        }
    }

    private static DateTimeOffset? Instant(JsonElement claims, string name) =>
        claims.ValueKind is JsonValueKind.Object
        && claims.TryGetProperty(name, out var claim)
        && claim.ValueKind is JsonValueKind.Number
        && claim.GetDouble() is > 0 and < 100_000_000_000 and var seconds // Tallyfy's server writes fractions too
            ? DateTimeOffset.UnixEpoch + TimeSpan.FromSeconds(seconds)
            : null;
}
