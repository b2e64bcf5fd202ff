using System.Globalization;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A wait ends by its signal. This is no measure of speed: it ends the wait for a signal that never comes, so that the
/// test can print what it knows.
/// </summary>
internal static class Hang
{
    /// <summary>
    /// Shorter where tests are meant to fail, as in tests/guards.cs: there most of the time is spent on this.
    /// </summary>
    private static readonly string? Shorter = Environment.GetEnvironmentVariable("TEST_HANG_SECONDS");

    public static TimeSpan Guard { get; } = Shorter is null
        ? TimeSpan.FromMinutes(5)
        : TimeSpan.FromSeconds(int.Parse(Shorter, CultureInfo.InvariantCulture));

    /// <summary>Nothing happened for so long: what comes next may be up to a process that must be woken.</summary>
    public static TimeSpan Quiet { get; } = TimeSpan.FromSeconds(1);
}
