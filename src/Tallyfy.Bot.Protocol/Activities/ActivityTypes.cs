namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// The activity types this project reads or writes; every other type is admitted and left to the bot to ignore.
/// </summary>
public static class ActivityTypes
{
    public const string Message = "message";
    public const string Invoke = "invoke";
    public const string InstallationUpdate = "installationUpdate";
    public const string ConversationUpdate = "conversationUpdate";
    public const string MessageReaction = "messageReaction";
    public const string Typing = "typing";
}
