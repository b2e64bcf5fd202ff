namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>
/// What differs between Microsoft's clouds. Hosts as in Microsoft's own current Teams SDK: exact names,
/// because anybody may register a name under trafficmanager.net.
/// </summary>
internal sealed record BotCloud
{
    public required string OpenIdMetadata { get; init; }

    public required string TokenIssuer { get; init; }

    public required string LoginHost { get; init; }

    /// <summary>The tenant in which a multi-tenant bot asks for its tokens.</summary>
    public required string LoginTenant { get; init; }

    public required string OAuthScope { get; init; }

    /// <summary>Microsoft Graph; <see href="https://learn.microsoft.com/graph/deployments"/>.</summary>
    public required string GraphHost { get; init; }

    public required IReadOnlyList<string> ServiceHosts { get; init; }

    private static readonly BotCloud Public = new()
    {
        OpenIdMetadata = "https://login.botframework.com/v1/.well-known/openidconfiguration",
        TokenIssuer = "https://api.botframework.com",
        LoginHost = "https://login.microsoftonline.com",
        LoginTenant = "botframework.com",
        OAuthScope = "https://api.botframework.com",
        GraphHost = "https://graph.microsoft.com",
        ServiceHosts =
        [
            "smba.trafficmanager.net",
            "smba.onyx.prod.teams.trafficmanager.net",
            "smba.infra.gcc.teams.microsoft.com",
        ],
    };

    private static readonly BotCloud UsGovernment = new()
    {
        OpenIdMetadata = "https://login.botframework.azure.us/v1/.well-known/openidconfiguration",
        TokenIssuer = "https://api.botframework.us",
        LoginHost = "https://login.microsoftonline.us",
        LoginTenant = "MicrosoftServices.onmicrosoft.us",
        OAuthScope = "https://api.botframework.us",
        GraphHost = "https://graph.microsoft.us",
        ServiceHosts = ["smba.infra.gov.teams.microsoft.us", "smba.infra.dod.teams.microsoft.us"],
    };

    private static readonly BotCloud China = new()
    {
        OpenIdMetadata = "https://login.botframework.azure.cn/v1/.well-known/openidconfiguration",
        TokenIssuer = "https://api.botframework.azure.cn",
        LoginHost = "https://login.partner.microsoftonline.cn",
        LoginTenant = "microsoftservices.partner.onmschina.cn",
        OAuthScope = "https://api.botframework.azure.cn",
        GraphHost = "https://microsoftgraph.chinacloudapi.cn",
        ServiceHosts = ["frontend.botapi.msg.infra.teams.microsoftonline.cn"],
    };

    /// <summary>Null when the setting names no cloud we know.</summary>
    public static BotCloud? Find(string? channelService) =>
        channelService?.Trim().TrimEnd('/').ToUpperInvariant() switch
        {
            null or "" or "HTTPS://BOTFRAMEWORK.COM" => Public,
            "HTTPS://BOTFRAMEWORK.AZURE.US" => UsGovernment,
            "HTTPS://BOTFRAMEWORK.AZURE.CN" => China,
            _ => null,
        };
}
