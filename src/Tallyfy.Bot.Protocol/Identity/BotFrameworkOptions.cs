namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>The settings every Bot Framework operator knows, at the root of the configuration.</summary>
public sealed class BotFrameworkOptions
{
    /// <summary>UserAssignedMSI, SingleTenant or MultiTenant.</summary>
    public string? MicrosoftAppType { get; init; }

    public string? MicrosoftAppId { get; init; }

    public string? MicrosoftAppPassword { get; init; }

    public string? MicrosoftAppTenantId { get; init; }

    /// <summary>Empty for the public cloud, https://botframework.azure.us or https://botframework.azure.cn.</summary>
    public string? ChannelService { get; init; }

    /// <summary>This and the next three replace what the cloud would give.</summary>
    public string? BotOpenIdMetadata { get; init; }

    public string? ToBotFromChannelTokenIssuer { get; init; }

    public string? ToChannelFromBotLoginUrl { get; init; }

    public string? ToChannelFromBotOAuthScope { get; init; }

    /// <summary>Without one the bot has no identity: Development on loopback only.</summary>
    public bool HasIdentity => !string.IsNullOrWhiteSpace(MicrosoftAppId);
}
