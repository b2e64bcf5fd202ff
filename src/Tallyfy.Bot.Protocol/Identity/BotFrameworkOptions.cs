namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>The settings every Bot Framework operator knows, at the root of the configuration.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>
    /// The kind of the bot's registration: UserAssignedMSI, SingleTenant or MultiTenant. It is demanded outside
    /// Development.
    /// </summary>
    public string? MicrosoftAppType { get; init; }

    /// <summary>The application id of the bot's registration. It is demanded outside Development.</summary>
    public string? MicrosoftAppId { get; init; }

    /// <summary>The client secret of the registration. A managed identity has none.</summary>
    public string? MicrosoftAppPassword { get; init; }

    /// <summary>
    /// The tenant of the registration. Its people are served unless Tenants lists others. It is demanded outside
    /// Development.
    /// </summary>
    public string? MicrosoftAppTenantId { get; init; }

    /// <summary>
    /// The name of a sovereign cloud: https://botframework.azure.us or https://botframework.azure.cn. Empty means the
    /// public cloud.
    /// </summary>
    public string? ChannelService { get; init; }

    /// <summary>The address of the signing keys of the channel. It replaces what the cloud gives.</summary>
    public string? BotOpenIdMetadata { get; init; }

    /// <summary>The issuer of the channel's tokens. It replaces what the cloud gives.</summary>
    public string? ToBotFromChannelTokenIssuer { get; init; }

    /// <summary>The address where the bot asks for its tokens. It replaces what the cloud gives.</summary>
    public string? ToChannelFromBotLoginUrl { get; init; }

    /// <summary>The scope of the bot's tokens. It replaces what the cloud gives.</summary>
    public string? ToChannelFromBotOAuthScope { get; init; }

    /// <summary>Without one the bot has no identity: Development on loopback only.</summary>
    public bool HasIdentity => !string.IsNullOrWhiteSpace(MicrosoftAppId);
}
