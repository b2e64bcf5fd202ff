using Tallyfy.Client.Http;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Credentials;

/// <summary>A token got with a refresh token, which Tallyfy may replace with every use.</summary>
public sealed class RefreshedToken : ITallyfyCredential
{
    private readonly OAuthClient client;
    private readonly Func<string, CancellationToken, Task> keep;
    private readonly CachedToken token;
    private string refreshToken;

    internal RefreshedToken(
        OAuthClient client, TimeProvider time, string refreshToken, Func<string, CancellationToken, Task> keep)
    {
        this.client = client;
        this.refreshToken = refreshToken;
        this.keep = keep;
        token = new CachedToken(time, RequestAsync);
    }

    /// <inheritdoc/>
    public ValueTask<string> GetAccessTokenAsync(CancellationToken cancellationToken) =>
        token.GetAsync(cancellationToken);

    /// <inheritdoc/>
    public bool Discard(string refused)
    {
        token.Discard(refused);
        return true;
    }

    // One at a time: CachedToken sees to that.
    private async Task<TokenAnswer> RequestAsync(CancellationToken cancellationToken)
    {
        // A refresh token may be worthless once it was sent: a caller who gives up must not lose its successor.
        cancellationToken.ThrowIfCancellationRequested();
        var answer = await client.RefreshAsync(refreshToken, CancellationToken.None).ConfigureAwait(false);
        if (answer.RefreshToken is { Length: > 0 } newer && newer != refreshToken)
        {
            refreshToken = newer;
            await keep(newer, CancellationToken.None).ConfigureAwait(false);
        }

        return answer;
    }
}
