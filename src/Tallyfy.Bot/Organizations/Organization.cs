using System.Collections.Concurrent;
using Tallyfy.Client;
using Tallyfy.Client.Credentials;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Organizations;

/// <summary>One Tallyfy organization as the bot reaches it: who reads, and who signs.</summary>
internal sealed class Organization(
    OrganizationOptions options,
    TallyfyOptions tallyfy,
    TallyfyClientFactory clients,
    TimeProvider time) : IDisposable
{
    private readonly TallyfyApplication? application = options.IsApplication
        ? clients.CreateApplication(options.ClientId!, options.ClientSecret!)
        : null;

    private readonly ConcurrentDictionary<long, Writer> writers = new();
    private TallyfyClient? serviceClient;
    private MemberDirectory? members;
    private TallyfyUser? owner;
    private string? name;

    public string Id => options.Organization;

    /// <summary>Where its settings begin, as an operator writes them.</summary>
    public string Settings { get; } = tallyfy.PlaceOf(options);

    /// <summary>Where Tallyfy is asked.</summary>
    public Uri Api => tallyfy.BaseUrl;

    /// <summary>Null where an application signs in.</summary>
    public string? PersonalToken => options.AccessToken?.Trim();

    public IReadOnlyList<string> Tenants => options.Tenants;

    /// <summary>What the path of a webhook must end with; the first is the one we register.</summary>
    public IReadOnlyList<string> WebhookSecrets => options.AllWebhookSecrets;

    /// <summary>
    /// Whether each person's own minted token signs; a personal token signs everything as its one owner.
    /// </summary>
    public bool SignsAsActor => application is not null;

    /// <summary>Reads with the administrator's token, or with the service user's minted one.</summary>
    public TallyfyClient ServiceClient => serviceClient ??= clients.Create(application is null
        ? new PersonalAccessToken(options.AccessToken!)
        : clients.CreateUserToken(application, Id, options.ServiceUser!));

    public MemberDirectory Members => members ??= new MemberDirectory(Id, ServiceClient, time);

    /// <summary>
    /// Who writes for this person, whose address in Tallyfy is this one now; null when the token minted for it turned
    /// out to belong to somebody else.
    /// </summary>
    public async Task<TallyfyClient?> FindActorClientAsync(
        long member, string address, CancellationToken cancellationToken)
    {
        if (application is null)
            return await ServeAsOwnerAsync(cancellationToken);

        // A token that has expired is minted anew by address: one that was theirs once may be somebody else's by now.
        if (writers.TryGetValue(member, out var known) && known.Address == address)
            return known.Client;

        var writer = clients.Create(clients.CreateUserToken(application, Id, address));
        var me = await writer.GetMeAsync(cancellationToken);

        if (me.Id != member)
            return null;

        writers[member] = new Writer(address, writer);
        return writer;
    }

    /// <summary>
    /// The same for what is sent later than it was tapped: the address is read first. Null for no active member.
    /// </summary>
    public async Task<TallyfyClient?> FindActorClientAsync(long member, CancellationToken cancellationToken) =>
        application is null
            ? await ServeAsOwnerAsync(cancellationToken)
            : await ServiceClient.FindMemberAsync(Id, member, cancellationToken) is { IsActive: true } active
                ? await FindActorClientAsync(member, active.Email, cancellationToken)
                : null;

    /// <summary>Whom a completion for this person names; nobody where Tallyfy takes it from the token.</summary>
    public long? NameToSend(long member) => MayLeaveOut && IsOwnToken(member) ? null : member;

    /// <summary>
    /// Where everyone must complete: only with the person's own token, and not for an administrator, whose completion
    /// may end the task for all.
    /// </summary>
    public bool TakesVoteOf(TallyfyMember member) => SignsAsActor && !member.IsAdministrator;

    /// <summary>The same, as the list of members has them: for a card. A tap asks for the member.</summary>
    public async Task<bool> TakesVoteOfAsync(long member, CancellationToken cancellationToken) =>
        await Members.FindReadableAsync(member, cancellationToken) is { } found && TakesVoteOf(found);

    public async Task<string> GetNameAsync(CancellationToken cancellationToken) =>
        name ??= (await ServiceClient.GetOrganizationAsync(Id, cancellationToken)).Name;

    /// <summary>Its name, or "Tallyfy" where it was never to be read.</summary>
    public async Task<string> FindNameAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await GetNameAsync(cancellationToken);
        }
        catch (TallyfyException)
        {
            return KnownName;
        }
    }

    /// <summary>Its name as last read; "Tallyfy" before.</summary>
    public string KnownName => name ?? "Tallyfy";

    public string NameOrId => name ?? Id;

    public Uri LinkTo(string? run, string task) =>
        new((run is null ? tallyfy.StandaloneTaskLink : tallyfy.RunTaskLink)
            .Replace("{organization}", Uri.EscapeDataString(Id), StringComparison.Ordinal)
            .Replace("{run}", Uri.EscapeDataString(run ?? ""), StringComparison.Ordinal)
            .Replace("{task}", Uri.EscapeDataString(task), StringComparison.Ordinal));

    private bool MayLeaveOut => tallyfy.SendOverrideUser is SendOverrideUser.UnlessOwnToken;

    // Both are what GET /me with that token has answered.
    private bool IsOwnToken(long member) =>
        application is null ? owner?.Id == member : writers.ContainsKey(member);

    private async Task<TallyfyClient> ServeAsOwnerAsync(CancellationToken cancellationToken)
    {
        if (MayLeaveOut)
            owner ??= await ServiceClient.GetMeAsync(cancellationToken);

        return ServiceClient;
    }

    public void Dispose() => members?.Dispose();

    /// <summary>A member's own client, and the address its token is minted for.</summary>
    private sealed record Writer(string Address, TallyfyClient Client);
}
