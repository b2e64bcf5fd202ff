namespace Tallyfy.Bot.People;

/// <summary>What the platform tells of the app in one chat: which event it was, and when it happened there.</summary>
internal sealed record InstallationEvent(string? Id, InstallationKind Kind, DateTimeOffset At);

/// <summary>Stored under these names.</summary>
internal enum InstallationKind
{
    Installed,
    Upgraded,
    Removed,
}

/// <summary>An event that is no older one, and not the last one again.</summary>
/// <param name="Chat">As it is kept since; null where that is not a person's own.</param>
/// <param name="IsWelcome">Nobody was welcomed there within the hour.</param>
internal sealed record InstallationTaken(Chat? Chat, bool IsWelcome);
