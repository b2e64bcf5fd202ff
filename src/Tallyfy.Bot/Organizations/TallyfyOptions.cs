using System.ComponentModel.DataAnnotations;

namespace Tallyfy.Bot.Organizations;

/// <summary>Which Tallyfy is spoken to. The single keys are shorthand for the first of <see cref="Organizations"/>.</summary>
internal sealed class TallyfyOptions
{
    public const string Section = "Tallyfy";

    [Required]
    public Uri BaseUrl { get; init; } = new("https://go.tallyfy.com/api");

    /// <summary>Where tokens are issued; derived from <see cref="BaseUrl"/> when it is not set.</summary>
    public Uri? TokenUrl { get; init; }

    /// <summary>Address of a run's task for people; {organization}, {run} and {task} are filled in.</summary>
    [Required]
    public string RunTaskLink { get; init; } = "https://go.tallyfy.com/{organization}/processes/{run}";

    /// <summary>Address of a standalone task for people.</summary>
    [Required]
    public string StandaloneTaskLink { get; init; } = "https://go.tallyfy.com/organizations/{organization}";

    public string? Organization { get; init; }

    public string? AccessToken { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    public string? ServiceUser { get; init; }

    public IReadOnlyList<string> Tenants { get; init; } = [];

    public string? WebhookSecret { get; init; }

    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    /// <summary>Where Tallyfy reaches this bot; set, each organization with a secret is asked to send its webhooks there.</summary>
    public Uri? PublicUrl { get; init; }

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
    public string Organization { get; init; } = "";

    /// <summary>An administrator's personal token. Every completion then carries the actor as <c>override_user</c>.</summary>
    public string? AccessToken { get; init; }

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }

    /// <summary>E-mail address of the administrator whose minted token reads.</summary>
    public string? ServiceUser { get; init; }

    public IReadOnlyList<string> Tenants { get; init; } = [];

    /// <summary>The end of the path that Tallyfy's webhooks come to; without one they are not received.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Further ones that are valid while one replaces another.</summary>
    public IReadOnlyList<string> WebhookSecrets { get; init; } = [];

    public IReadOnlyList<string> AllWebhookSecrets => WebhookSecret is null ? WebhookSecrets : [WebhookSecret, .. WebhookSecrets];

    public bool IsApplication => ClientId is not null || ClientSecret is not null || ServiceUser is not null;
}
