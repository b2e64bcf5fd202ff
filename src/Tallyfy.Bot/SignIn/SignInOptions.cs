namespace Tallyfy.Bot.SignIn;

/// <summary>
/// Where people sign in with a browser: at Microsoft to decide what is sensitive, at Tallyfy to show who they are
/// there.
/// </summary>
internal sealed class SignInOptions
{
    public const string Section = "SignIn";

    /// <summary>
    /// The address (https) where people's browsers reach this bot. Unset, nobody signs in. Templates with StepUp and
    /// <c>Accounts:Proof=SignIn</c> need it; docs/accounts.md says more.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>The application with which people sign in at Microsoft.</summary>
    public MicrosoftSignIn Microsoft { get; init; } = new();

    /// <summary>The application with which people sign in at Tallyfy.</summary>
    public TallyfySignIn Tallyfy { get; init; } = new();

    public bool HasMicrosoft =>
        PublicUrl is not null && Microsoft is { Authority: not null, ClientId: not null, ClientSecret: not null };

    public bool HasTallyfy => PublicUrl is not null && Tallyfy is { ClientId: not null, ClientSecret: not null };

    public Uri Address(string path) => new(PublicUrl!.AbsoluteUri.TrimEnd('/') + path);
}

/// <summary>
/// An application in Microsoft Entra whose tokens carry <c>auth_time</c>; by default the bot's own registration.
/// </summary>
internal sealed class MicrosoftSignIn
{
    /// <summary>The address of the tenant's sign-in. Unset, it is that of the bot's own registration.</summary>
    public Uri? Authority { get; set; }

    /// <summary>The application id. Unset, it is that of the bot's own registration.</summary>
    public string? ClientId { get; set; }

    /// <summary>The client secret. Unset, it is that of the bot's own registration.</summary>
    public string? ClientSecret { get; set; }
}

/// <summary>An application at Tallyfy that may use the authorization-code flow.</summary>
internal sealed class TallyfySignIn
{
    /// <summary>Where people are sent to sign in to Tallyfy.</summary>
    public Uri AuthorizeUrl { get; init; } = new("https://account.tallyfy.com/oauth/authorize");

    /// <summary>The client id of the application at Tallyfy.</summary>
    public string? ClientId { get; init; }

    /// <summary>The client secret of the application at Tallyfy.</summary>
    public string? ClientSecret { get; init; }
}
