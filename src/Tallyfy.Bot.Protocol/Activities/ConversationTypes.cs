namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>The kinds of Teams conversation. Only <see cref="Personal"/> is a chat with one person.</summary>
public static class ConversationTypes
{
    public const string Personal = "personal";
    public const string GroupChat = "groupChat";
    public const string Channel = "channel";
}
