namespace Tallyfy.Bot.People;

/// <summary>Asks the chat platform who somebody is; the platform is behind it.</summary>
internal interface IRoster
{
    /// <summary>The entry of the chat's person, or null when the platform does not know them.</summary>
    Task<RosterEntry?> FindAsync(Chat chat, CancellationToken cancellationToken);
}
