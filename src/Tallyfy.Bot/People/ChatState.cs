namespace Tallyfy.Bot.People;

/// <summary>Whether cards can be sent to a chat; stored under these names.</summary>
internal enum ChatState
{
    Open,

    /// <summary>The platform refused the last card: all that is for the person rests, and is probed.</summary>
    Resting,

    /// <summary>The person took the app away; their next activity opens it again.</summary>
    Unreachable,
}
