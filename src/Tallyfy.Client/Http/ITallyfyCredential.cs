namespace Tallyfy.Client.Http;

/// <summary>Where a client's access token comes from.</summary>
public interface ITallyfyCredential
{
    /// <summary>Answers the token to send now, asking for a new one when none is at hand.</summary>
    ValueTask<string> GetAccessTokenAsync(CancellationToken cancellationToken);

    /// <summary>Told that Tallyfy answered 401 to this token; true when another one may be had.</summary>
    bool Discard(string refused);
}
