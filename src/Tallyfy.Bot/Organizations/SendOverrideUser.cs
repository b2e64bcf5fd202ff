namespace Tallyfy.Bot.Organizations;

/// <summary>Whether a completion names its actor as <c>override_user</c>.</summary>
internal enum SendOverrideUser
{
    /// <summary>Each one does.</summary>
    Always,

    /// <summary>Not where the token that sends it is the actor's own, and says so by itself.</summary>
    UnlessOwnToken,
}
