using Tallyfy.Client.Http;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Credentials;

/// <summary>The token address as a registered client sees it; every request is made once.</summary>
internal sealed class OAuthClient(TallyfyConnection connection, string clientId, string clientSecret)
{
    /// <summary>Takes a person's password for a token.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/how-to-integrate-with-tallyfy-using-api/"/>
    /// </summary>
    public Task<TokenAnswer> LogInAsync(string username, string password, CancellationToken cancellationToken) =>
        RequestAsync("password", [new("username", username), new("password", password)], cancellationToken);

    /// <summary>Takes a refresh token for a newer token.
    /// <see href="https://tallyfy.com/products/pro/integrations/open-api/how-to-integrate-with-tallyfy-using-api/"/>
    /// </summary>
    public Task<TokenAnswer> RefreshAsync(string refreshToken, CancellationToken cancellationToken) =>
        RequestAsync("refresh_token", [new("refresh_token", refreshToken)], cancellationToken);

    private Task<TokenAnswer> RequestAsync(
        string grant, IEnumerable<KeyValuePair<string, string>> proof, CancellationToken cancellationToken) =>
        connection.RequestTokenAsync(
            [new("grant_type", grant), new("client_id", clientId), new("client_secret", clientSecret), .. proof],
            cancellationToken);
}
