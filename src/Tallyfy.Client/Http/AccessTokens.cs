namespace Tallyfy.Client.Http;

/// <summary>What may stand in an Authorization header.</summary>
internal static class AccessTokens
{
    public static bool IsSendable(string? accessToken) =>
        accessToken is { Length: > 0 } && accessToken.All(character => character is > ' ' and < '\x7f');
}
