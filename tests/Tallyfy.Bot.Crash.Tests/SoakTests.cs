using System.Globalization;

namespace Tallyfy.Bot.Crash.Tests;

/// <summary>The short form of the soak; docs/guarantees.md has the command for the long one.</summary>
public sealed class SoakTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Random_kills_lose_nothing_double_nothing_and_leave_no_reachable_card_wrong()
    {
        var result = await Soak.RunAsync(
            Setting("SOAK_DECISIONS", 60),
            Setting("SOAK_KILLS", 8),
            Setting("SOAK_SEED", Random.Shared.Next(1_000_000)),
            output.WriteLine);

        output.WriteLine(result.ToString());
        TestContext.Current.SendDiagnosticMessage(result.ToString());
        Assert.True(result.Faults.Count == 0, $"{result}\n{string.Join('\n', result.Faults.Take(40))}");
    }

    private static int Setting(string name, int standard) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture)
            : standard;
}
