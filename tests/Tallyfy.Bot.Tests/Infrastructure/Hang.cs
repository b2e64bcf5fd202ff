namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A wait ends by its signal. This is no measure of speed: it ends the wait for a signal that never comes, so that the
/// test can print what it knows.
/// </summary>
internal static class Hang
{
    public static TimeSpan Guard { get; } = TimeSpan.FromMinutes(5);

    /// <summary>Nothing happened for so long: what comes next may be up to a process that must be woken.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromSeconds(1);
}
