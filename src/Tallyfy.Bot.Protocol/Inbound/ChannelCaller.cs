using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Tallyfy.Bot.Protocol.Identity;

namespace Tallyfy.Bot.Protocol.Inbound;

/// <summary>
/// Finds out who sends a request: by its token, or, for a bot without identity, by where it comes from.
/// </summary>
internal sealed class ChannelCaller(BotIdentity identity, AnonymousAccess anonymous)
{
    public async Task<Caller> IdentifyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();

        if (identity.AppId is null)
        {
            return anonymous.Objection(context) is { } objection
                ? Caller.Stranger(StatusCodes.Status403Forbidden, objection)
                : Caller.Anonymous;
        }

        if (context.Request.Headers.Authorization.Count is not 1)
            return Unauthorized("There is not exactly one Authorization header.");

        var result = await context.AuthenticateAsync(BotFrameworkGate.Scheme);

        if (!result.Succeeded)
            return Unauthorized($"The token was refused ({result.Failure?.GetType().Name ?? "no bearer token"}).");

        var claims = result.Principal.FindAll(ChannelTokens.ServiceUrlClaim).ToList();

        var serviceUrl = claims is [var only] ? only.Value : null;

        return Caller.Channel(serviceUrl, ChannelTokens.Endorsements(result));
    }

    private static Caller Unauthorized(string reason) => Caller.Stranger(StatusCodes.Status401Unauthorized, reason);
}
