using Tallyfy.Client.Http;
using Tallyfy.Client.People;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Credentials;

/// <summary>A registered application: it may make members of its organization and mint tokens for them.</summary>
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

    /// <summary>Makes a member without an invitation; null when Tallyfy confirms without showing them. Never retried.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/access-api-as-a-third-party-application-instead-of-a-user/"/>
    /// </summary>
    public async Task<TallyfyMember?> CreateUserAsync(
        string organization, NewUser user, CancellationToken cancellationToken)
    {
        var path = TallyfyPath.Join("applications", organization, "users");
        var answer = await PostAsync(path, () => JsonBody.Of(user, TallyfyJson.Default.NewUser), cancellationToken)
            .ConfigureAwait(false);
        return answer.ItemOrDefault(TallyfyJson.Default.TallyfyMember);
    }

    /// <summary>Mints a token that acts as exactly this member.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/authentication/client-credentials-flow/"/>
    /// </summary>
    internal async Task<TokenAnswer> MintUserTokenAsync(
        string organization, string email, CancellationToken cancellationToken)
    {
        var path = TallyfyPath.Join("applications", organization, "users", email, "token");
        var answer = await PostAsync(path, () => null, cancellationToken).ConfigureAwait(false);
        return answer.Token();
    }

    private async Task<TallyfyAnswer> PostAsync(
        string path, Func<HttpContent?> body, CancellationToken cancellationToken)
    {
        var held = await token.GetAsync(cancellationToken).ConfigureAwait(false);
        var answer = await connection.PostAsync(path, body(), held, cancellationToken).ConfigureAwait(false);
        if (!answer.IsUnauthenticated)
            return answer;

        // The application token was revoked before its time; nothing was done, so one more try is safe.
        token.Discard(held);
        held = await token.GetAsync(cancellationToken).ConfigureAwait(false);
        return await connection.PostAsync(path, body(), held, cancellationToken).ConfigureAwait(false);
    }

    private Task<TokenAnswer> RequestAsync(CancellationToken cancellationToken) =>
        connection.RequestTokenAsync(tokenRequest, cancellationToken);
}
