namespace Tallyfy.Bot.People;

/// <summary>Whether cards can be sent to a chat; stored under these names.</summary>
internal enum ChatState
{
    Open,

    /// <summary>The platform refused the last card; an activity of the person opens it again.</summary>
    Unreachable,
}
