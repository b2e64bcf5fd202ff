using Tallyfy.Client.Credentials;
using Tallyfy.Client.Http;

namespace Tallyfy.Client;

/// <summary>Makes clients and credentials; one of it serves all organizations.</summary>
public sealed class TallyfyClientFactory
{
    private readonly TallyfyConnection connection;
    private readonly TimeProvider time;

    internal TallyfyClientFactory(TallyfyConnection connection, TimeProvider time)
    {
        this.connection = connection;
        this.time = time;
    }

    /// <summary>Makes a client that acts as the credential's owner.</summary>
    public TallyfyClient Create(ITallyfyCredential credential) => new(connection, credential);

    /// <summary>Makes an application; it asks for its own token when it first mints one.</summary>
    public TallyfyApplication CreateApplication(string clientId, string clientSecret) =>
        new(connection, time, clientId, clientSecret);

    /// <summary>Makes a credential from a person's password; keep it, because it holds the tokens.</summary>
    public PasswordToken CreatePasswordToken(
        string clientId, string clientSecret, string username, string password) =>
        new(new OAuthClient(connection, clientId, clientSecret), time, username, password);

    /// <summary>Makes a credential from a refresh token; <paramref name="keep"/> gets each newer one.</summary>
    public RefreshedToken CreateRefreshedToken(
        string clientId, string clientSecret, string refreshToken, Func<string, CancellationToken, Task> keep) =>
        new(new OAuthClient(connection, clientId, clientSecret), time, refreshToken, keep);

    /// <summary>Makes the credential of one member; keep it, because it holds the minted token.</summary>
    public MintedUserToken CreateUserToken(TallyfyApplication application, string organization, string email) =>
        new(application, time, organization, email);
}
