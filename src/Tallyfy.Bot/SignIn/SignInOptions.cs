namespace Tallyfy.Bot.SignIn;

/// <summary>Where people sign in with a browser: at Microsoft to decide what is sensitive, at Tallyfy to show who they are there.</summary>
internal sealed class SignInOptions
{
    public const string Section = "SignIn";

    /// <summary>Where people's browsers reach this bot; unset, nobody signs in.</summary>
    public Uri? PublicUrl { get; init; }

    public MicrosoftSignIn Microsoft { get; init; } = new();

    public TallyfySignIn Tallyfy { get; init; } = new();

    public bool HasMicrosoft => PublicUrl is not null && Microsoft is { Authority: not null, ClientId: not null, ClientSecret: not null };

    public bool HasTallyfy => PublicUrl is not null && Tallyfy is { ClientId: not null, ClientSecret: not null };

    public Uri Address(string path) => new(PublicUrl!.AbsoluteUri.TrimEnd('/') + path);
}

/// <summary>An application in Microsoft Entra whose tokens carry <c>auth_time</c>; by default the bot's own registration.</summary>
internal sealed class MicrosoftSignIn
{
    public Uri? Authority { get; set; }

    public string? ClientId { get; set; }

    public string? ClientSecret { get; set; }
}

/// <summary>An application at Tallyfy that may use the authorization-code flow.</summary>
internal sealed class TallyfySignIn
{
    public Uri AuthorizeUrl { get; init; } = new("https://account.tallyfy.com/oauth/authorize");

    public string? ClientId { get; init; }

    public string? ClientSecret { get; init; }
}
