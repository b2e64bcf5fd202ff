using System.Collections.Concurrent;
using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Approvals;
using Tallyfy.Client;

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

    private readonly ConcurrentDictionary<LinkedAccount, TallyfyClient> writers = new();
    private TallyfyClient? reader;
    private MemberDirectory? members;
    private string? name;

    public string Id => options.Organization;

    /// <summary>Where its settings begin, as an operator writes them.</summary>
    public string Settings { get; } = tallyfy.PlaceOf(options);

    /// <summary>Null where an application signs in.</summary>
    public string? PersonalToken => options.AccessToken?.Trim();

    public IReadOnlyList<string> Tenants => options.Tenants;

    /// <summary>What the path of a webhook must end with; the first is the one we register.</summary>
    public IReadOnlyList<string> WebhookSecrets => options.AllWebhookSecrets;

    /// <summary>Whether each person's own minted token signs; a personal token signs everything as its one owner.</summary>
    public bool SignsAsActor => application is not null;

    /// <summary>Reads with the administrator's token, or with the service user's minted one.</summary>
    public TallyfyClient Reader => reader ??= clients.Create(application is null
        ? new PersonalAccessToken(options.AccessToken!)
        : clients.CreateUserToken(application, Id, options.ServiceUser!));

    public MemberDirectory Members => members ??= new MemberDirectory(Id, Reader, time);

    /// <summary>Who writes for this person; null when the minted token turned out to belong to somebody else.</summary>
    public async Task<TallyfyClient?> FindWriterAsync(LinkedAccount account, CancellationToken cancellationToken)
    {
        if (application is null)
            return Reader;

        if (writers.TryGetValue(account, out var known))
            return known;

        var writer = clients.Create(clients.CreateUserToken(application, Id, account.Email));
        var me = await writer.GetMeAsync(cancellationToken);

        return me.Id == account.TallyfyUserId ? writers.GetOrAdd(account, writer) : null;
    }

    /// <summary>
    /// Where everyone must complete: only with the person's own token, and not for an administrator, whose completion
    /// may end the task for all.
    /// </summary>
    public async Task<bool> TakesVoteOfAsync(LinkedAccount account, CancellationToken cancellationToken) =>
        SignsAsActor
        && await Members.FindAsync(account.TallyfyUserId, cancellationToken) is { IsAdministrator: false };

    public async Task<string> GetNameAsync(CancellationToken cancellationToken) =>
        name ??= (await Reader.GetOrganizationAsync(Id, cancellationToken)).Name;

    /// <summary>Its name as last read; "Tallyfy" before.</summary>
    public string KnownName => name ?? "Tallyfy";

    public string NameOrId => name ?? Id;

    public Uri LinkTo(ApprovalId approval) =>
        new((approval.Run is null ? tallyfy.StandaloneTaskLink : tallyfy.RunTaskLink)
            .Replace("{organization}", Uri.EscapeDataString(approval.Organization), StringComparison.Ordinal)
            .Replace("{run}", Uri.EscapeDataString(approval.Run ?? ""), StringComparison.Ordinal)
            .Replace("{task}", Uri.EscapeDataString(approval.Task), StringComparison.Ordinal));

    public void Dispose() => members?.Dispose();
}
