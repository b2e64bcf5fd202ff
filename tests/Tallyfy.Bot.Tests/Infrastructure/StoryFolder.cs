namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A folder in memory where the system has such a place: no story cuts the power, so none waits for a disk.
/// </summary>
internal static class StoryFolder
{
    private const string InMemory = "/dev/shm";

    public static string Create() => Directory.Exists(InMemory)
        ? Directory.CreateDirectory(Path.Combine(InMemory, $"tallyfy-bot-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("tallyfy-bot-").FullName;
}
