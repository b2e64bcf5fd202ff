using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Credentials;

/// <summary>A token got with a person's password, refreshed while that works and asked for anew otherwise.</summary>
public sealed class PasswordToken : ITallyfyCredential
{
    private readonly OAuthClient client;
    private readonly string username;
    private readonly string password;
    private readonly CachedToken token;
    private string? refreshToken;

    internal PasswordToken(OAuthClient client, TimeProvider time, string username, string password)
    {
        this.client = client;
        this.username = username;
        this.password = password;
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
        var answer = await FindRefreshedAsync(cancellationToken).ConfigureAwait(false)
            ?? await client.LogInAsync(username, password, cancellationToken).ConfigureAwait(false);
        refreshToken = answer.RefreshToken ?? refreshToken;
        return answer;
    }

    private async Task<TokenAnswer?> FindRefreshedAsync(CancellationToken cancellationToken)
    {
        if (refreshToken is not { } current)
            return null;

        refreshToken = null; // whatever comes of it: a refresh token whose use failed is not tried twice
        try
        {
            var answer = await client.RefreshAsync(current, cancellationToken).ConfigureAwait(false);
            return answer with { RefreshToken = answer.RefreshToken ?? current };
        }
        catch (TallyfyException refusal)
            when (refusal.Kind is TallyfyErrorKind.BadRequest or TallyfyErrorKind.Unauthenticated)
        {
            return null;
        }
    }
}
