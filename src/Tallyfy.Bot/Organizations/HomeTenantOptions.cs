namespace Tallyfy.Bot.Organizations;

/// <summary>
/// The tenant of the bot's own registration (<c>MicrosoftAppTenantId</c>): served unless an organization lists others.
/// </summary>
internal sealed class HomeTenantOptions
{
    public const string Key = "MicrosoftAppTenantId";

    public string? Tenant { get; set; }
}
