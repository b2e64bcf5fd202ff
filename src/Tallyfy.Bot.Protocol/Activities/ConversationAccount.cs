namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>The conversation an activity belongs to.</summary>
public sealed record ConversationAccount(
    string Id,
    string? ConversationType = null,
    string? TenantId = null,
    bool? IsGroup = null,
    string? Name = null)
{
    public bool IsPersonal() => ConversationType == ConversationTypes.Personal;
}
