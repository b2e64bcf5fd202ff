using System.Runtime.CompilerServices;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// How much a test run asks: a sample that is the same in every run, or everything there is (docs/testing.md).
/// </summary>
internal static class Extent
{
    public const string Variable = "TEST_WHOLE";

    /// <summary>The trait of the stories that the two minutes of <c>--fast</c> have room for.</summary>
    public const string Trait = "Pace";

    public const string Fast = "Fast";

    public static bool IsWhole { get; } = Environment.GetEnvironmentVariable(Variable) == "1";

    // A host would watch its settings file for changes that no test makes, with a thread of its own.
    [ModuleInitializer]
    internal static void WatchNoSettings() =>
        Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
