using Azure.Core;
using Azure.Identity;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>Gives the same token every time, or none, and counts who asked.</summary>
internal sealed class CountingCredential(string? token = "token-of-the-bot") : TokenCredential
{
    private int _asked;

    public int Asked => _asked;

    public string? Scope { get; private set; }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _asked);
        Scope = requestContext.Scopes.Single();

        return token is null
            ? throw new AuthenticationFailedException("the login service said no")
            : new AccessToken(token, DateTimeOffset.MaxValue);
    }

    public override ValueTask<AccessToken> GetTokenAsync(
        TokenRequestContext requestContext, CancellationToken cancellationToken) =>
        new(GetToken(requestContext, cancellationToken));
}
