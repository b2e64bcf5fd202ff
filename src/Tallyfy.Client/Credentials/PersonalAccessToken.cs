using Tallyfy.Client.Http;

namespace Tallyfy.Client.Credentials;

/// <summary>A token somebody copied from Tallyfy's settings; there is no other one once it is refused.</summary>
public sealed class PersonalAccessToken : ITallyfyCredential
{
    private readonly string accessToken;

    /// <summary>Takes the token as pasted; throws when it cannot be a token.</summary>
    public PersonalAccessToken(string accessToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(accessToken);
        this.accessToken = accessToken.Trim();
        if (!AccessTokens.IsSendable(this.accessToken))
            throw new ArgumentException("An access token is printable ASCII without spaces.", nameof(accessToken));
    }

    /// <inheritdoc/>
    public ValueTask<string> GetAccessTokenAsync(CancellationToken cancellationToken) => new(accessToken);

    /// <inheritdoc/>
    public bool Discard(string refused) => false;
}
