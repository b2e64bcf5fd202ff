using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Tallyfy.Sandbox.Settings;

/// <summary>Answers --help, --version and a wrong --seed; everything else is read by the configuration.</summary>
internal static class SandboxCommandLine
{
    public const string DefaultAddress = "http://localhost:3979";

    public static int? Answer(string[] args)
    {
        var parsed = Describe().Parse(args, new ParserConfiguration { ResponseFileTokenReplacer = null });
        return parsed.Action is null ? null : parsed.Invoke();
    }

    /// <summary>Null where nothing is wrong. 78 is what sysexits.h has for settings.</summary>
    public static int? Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count == 0)
            return null;

        new InvocationConfiguration().Error.WriteLine(string.Join('\n', faults));
        return 78;
    }

    private static RootCommand Describe()
    {
        var seed = new Option<string>("--seed")
        {
            Description = "What it starts with. none, the default: one organization and its administrator.",
        };
        seed.AcceptOnlyFromAmong("none", "demo");

        var root = new RootCommand("A local stand-in for Tallyfy: its REST API under /api, and a page to try it at /.")
        {
            seed,
            new Option<string>("--urls") { Description = $"The addresses it listens at. Default: {DefaultAddress}" },
        };
        // Settings such as --Sandbox:AlreadyCompleted=… belong to the configuration and are not options of a parser.
        root.TreatUnmatchedTokensAsErrors = false;

        foreach (var help in root.Options.OfType<HelpOption>())
            help.Action = new HelpWithSettings();
        return root;
    }

    private sealed class HelpWithSettings : SynchronousCommandLineAction
    {
        public override int Invoke(ParseResult parseResult)
        {
            var exitCode = new HelpAction().Invoke(parseResult);
            var output = parseResult.InvocationConfiguration.Output;

            output.WriteLine("Settings (--Sandbox:Name=value, or Sandbox__Name=value in the environment):");
            output.WriteLine("U…, C… and section numbers are those of docs/tallyfy-facts.md.");
            foreach (var setting in Setting.All(new SandboxOptions()))
            {
                output.WriteLine($"  {setting.Name}={setting.Default}");
                var values = setting.Values is [var range]
                    ? $"From {range}"
                    : $"One of: {string.Join(", ", setting.Values)}";
                output.WriteLine($"      {setting.Meaning} {values}");
            }

            return exitCode;
        }
    }
}
