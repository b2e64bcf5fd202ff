namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A wait ends by its signal. This is no measure of speed: it ends the wait for a signal that never comes, so that the
/// test can print what it knows.
/// </summary>
internal static class Hang
{
    public static TimeSpan Guard { get; } = TimeSpan.FromMinutes(5);
}
