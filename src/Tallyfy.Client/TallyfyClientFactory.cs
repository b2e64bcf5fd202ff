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

    /// <summary>Makes the credential of one member; keep it, because it holds the minted token.</summary>
    public MintedUserToken CreateUserToken(TallyfyApplication application, string organization, string email) =>
        new(application, time, organization, email);
}
