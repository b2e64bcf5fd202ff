
namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>Fails with every violation in full; the assertion on collections shortens them.</summary>
internal static class Violations
{
    public static void None(IEnumerable<string> violations)
    {
        var all = string.Join('\n', violations);

        Assert.True(all.Length == 0, all);
    }
}
