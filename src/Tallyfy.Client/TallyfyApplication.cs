using Tallyfy.Client.Http;
using Tallyfy.Client.Json;

namespace Tallyfy.Client;

/// <summary>A registered application: it may mint tokens for members of its organization, and little else.</summary>
public sealed class TallyfyApplication
{
    private readonly TallyfyConnection connection;
    private readonly IReadOnlyList<KeyValuePair<string, string>> tokenRequest;
    private readonly CachedToken token;

    internal TallyfyApplication(TallyfyConnection connection, TimeProvider time, string clientId, string clientSecret)
    {
        this.connection = connection;
        tokenRequest =
        [
            new("grant_type", "client_credentials"),
            new("client_id", clientId),
            new("client_secret", clientSecret),
            new("scope", "*"),
        ];
        token = new CachedToken(time, RequestAsync);
    }

    /// <summary>Mints a token that acts as exactly this member.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/authentication/client-credentials-flow/"/>
    /// </summary>
    internal async Task<TokenAnswer> MintUserTokenAsync(
        string organization, string email, CancellationToken cancellationToken)
    {
        var path = TallyfyPath.Of("applications", organization, "users", email, "token");
        var applicationToken = await token.GetAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await connection.MintAsync(path, applicationToken, cancellationToken).ConfigureAwait(false);
        }
        catch (TallyfyException refusal) when (refusal.Kind == TallyfyErrorKind.Unauthenticated)
        {
            // The application token was revoked before its time; nothing was minted, so one more try is safe.
            token.Discard(applicationToken);
            applicationToken = await token.GetAsync(cancellationToken).ConfigureAwait(false);
            return await connection.MintAsync(path, applicationToken, cancellationToken).ConfigureAwait(false);
        }
    }

    private Task<TokenAnswer> RequestAsync(CancellationToken cancellationToken) =>
        connection.RequestTokenAsync(tokenRequest, cancellationToken);
}
