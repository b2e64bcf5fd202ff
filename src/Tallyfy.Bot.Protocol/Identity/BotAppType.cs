namespace Tallyfy.Bot.Protocol.Identity;

/// <summary>
/// How the bot proves who it is: by its machine's identity, or by a secret in its own or in Microsoft's tenant.
/// </summary>
public enum BotAppType
{
    UserAssignedMSI,
    SingleTenant,
    MultiTenant,
}
