using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// Demands a signature of every ID token: the framework's handler takes one without ("alg":"none") where it comes from
/// the token endpoint, because OpenID Connect lets the connection vouch for it.
/// </summary>
internal sealed class SignedIdTokens : JsonWebTokenHandler
{
    public override Task<TokenValidationResult> ValidateTokenAsync(
        string token, TokenValidationParameters validationParameters)
    {
        var strict = validationParameters.Clone();
        strict.RequireSignedTokens = true;
        strict.ValidAlgorithms = [SecurityAlgorithms.RsaSha256]; // the only one that Microsoft Entra signs with
        return base.ValidateTokenAsync(token, strict);
    }
}
