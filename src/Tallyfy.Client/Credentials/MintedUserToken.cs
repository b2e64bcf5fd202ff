using Tallyfy.Client.Http;

namespace Tallyfy.Client.Credentials;

/// <summary>A member's token, minted by the application; kept in memory only, minted again when refused.</summary>
public sealed class MintedUserToken : ITallyfyCredential
{
    private readonly CachedToken token;

    internal MintedUserToken(TallyfyApplication application, TimeProvider time, string organization, string email)
    {
        token = new CachedToken(
            time, cancellationToken => application.MintUserTokenAsync(organization, email, cancellationToken));
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
}
