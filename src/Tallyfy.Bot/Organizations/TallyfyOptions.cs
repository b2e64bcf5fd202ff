using System.ComponentModel.DataAnnotations;

namespace Tallyfy.Bot.Organizations;

/// <summary>
/// Which Tallyfy is spoken to. The single keys are shorthand for the first of <see cref="Organizations"/>.
/// </summary>
internal sealed class TallyfyOptions
{
    public const string Section = "Tallyfy";

    /// <summary>The address of Tallyfy's API.</summary>
    [Required]
    public Uri BaseUrl { get; init; } = new("https://go.tallyfy.com/api");

    /// <summary>
    /// Where tokens are issued. Unset, it is Tallyfy's own address, or <c>{BaseUrl}/oauth/token</c> for another host.
    /// </summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>The address of a run's task for people. {organization}, {run} and {task} are filled in.</summary>
    [Required]
    public string RunTaskLink { get; init; } = "https://go.tallyfy.com/{organization}/processes/{run}";

    /// <summary>The address of a standalone task for people. {organization} and {task} are filled in.</summary>
    [Required]
    public string StandaloneTaskLink { get; init; } = "https://go.tallyfy.com/organizations/{organization}";

    /// <summary>The organization's id in Tallyfy. It is demanded.</summary>
    public string? Organization { get; init; }

    /// <summary>
    /// An administrator's personal token. Every completion then names the actor as <c>override_user</c>. Instead of it
    /// an application may be given: ClientId, ClientSecret and ServiceUser.
    /// </summary>
    public string? AccessToken { get; init; }

    /// <summary>The client id of an application in Tallyfy. Each person then signs with their own token.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client secret of that application.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The e-mail address of the administrator as whom the application reads.</summary>
    public string? ServiceUser { get; init; }

    /// <summary>
    /// Whether a completion names who decided as <c>override_user</c>. <c>UnlessOwnToken</c> leaves it out where the
    /// token is that person's own, for a Tallyfy that lets only administrators name anybody.
    /// </summary>
    public SendOverrideUser SendOverrideUser { get; init; } = SendOverrideUser.Always;

    /// <summary>
    /// The Entra tenants that this organization serves. Unset, it is the bot's own; in Development the first that
    /// comes.
    /// </summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>
    /// The end of the path <c>/webhooks/tallyfy/…</c>: 24 to 200 letters, digits, - and _. Without one, no webhooks
    /// are received.
    /// </summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Further secrets that are valid too, while one replaces another.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>
    /// The address (https) where Tallyfy reaches this bot. With it, the bot asks at its start to be told by webhook. A
    /// warning says so where the organization does not allow it.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Further organizations, with the same keys.</summary>
    public IReadOnlyList<OrganizationOptions> Organizations { get; init; } = [];

    /// <summary>All organizations, the shorthand one first.</summary>
    public IReadOnlyList<OrganizationOptions> All => Shorthand is { } first ? [first, .. Organizations] : Organizations;

    /// <summary>Under which key these settings are.</summary>
    public string PlaceOf(OrganizationOptions one) =>
        Organizations.Index().FirstOrDefault(entry => ReferenceEquals(entry.Item, one)) is (var number, not null)
            ? $"{Section}:{nameof(Organizations)}:{number}"
            : Section;

    public Uri TokenAddress => TokenUrl ?? (IsTallyfyItself
        ? new Uri("https://account.tallyfy.com/oauth/token")
        : new Uri(BaseUrl.AbsoluteUri.TrimEnd('/') + "/oauth/token"));

    private bool IsTallyfyItself =>
        BaseUrl.Host is "tallyfy.com" || BaseUrl.Host.EndsWith(".tallyfy.com", StringComparison.OrdinalIgnoreCase);

    private OrganizationOptions? Shorthand =>
        (Organization ?? AccessToken ?? ClientId ?? ClientSecret ?? ServiceUser) is null
            ? null
            : new OrganizationOptions
            {
                Organization = Organization ?? "",
                AccessToken = AccessToken,
                ClientId = ClientId,
                ClientSecret = ClientSecret,
                ServiceUser = ServiceUser,
                Tenants = Tenants,
                WebhookSecret = WebhookSecret,
                WebhookSecrets = WebhookSecrets,
            };
}

/// <summary>One Tallyfy organization: its credentials, and the tenants whose people it serves.</summary>
internal sealed class OrganizationOptions
{
    /// <summary>The organization's id in Tallyfy. It is demanded.</summary>
    public string Organization { get; init; } = "";

    /// <summary>
    /// An administrator's personal token. Every completion then names the actor as <c>override_user</c>. Instead of it
    /// an application may be given: ClientId, ClientSecret and ServiceUser.
    /// </summary>
    public string? AccessToken { get; init; }

    /// <summary>The client id of an application in Tallyfy. Each person then signs with their own token.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client secret of that application.</summary>
    public string? ClientSecret { get; init; }

    /// <summary>The e-mail address of the administrator as whom the application reads.</summary>
    public string? ServiceUser { get; init; }

    /// <summary>
    /// The Entra tenants that this organization serves. Unset, it is the bot's own; in Development the first that
    /// comes.
    /// </summary>
    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>
    /// The end of the path <c>/webhooks/tallyfy/…</c>: 24 to 200 letters, digits, - and _. Without one, no webhooks
    /// are received.
    /// </summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Further secrets that are valid too, while one replaces another.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    public IReadOnlyList<string> AllWebhookSecrets =>
        WebhookSecret is null ? WebhookSecrets : [WebhookSecret, .. WebhookSecrets];

    public bool IsApplication => ClientId is not null || ClientSecret is not null || ServiceUser is not null;
}
