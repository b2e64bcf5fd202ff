using System.CommandLine;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Health;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot;

/// <summary>What an operator asks at the command line, beside the running bot or without one.</summary>
internal static class OperatorCommands
{
    private static readonly string[] Questions =
        [DeliveriesCommand.Name, TrailCommand.Name, AccountsCommand.Name, "--help", "-h", "-?"];

    /// <summary>Null when the bot itself is meant. 0 is done, 1 is not found, broken or misspelt.</summary>
    public static async Task<int?> AnswerAsync(string[] args, TextWriter? output, CancellationToken cancellationToken)
    {
        if (args is not [var first, ..] || !Questions.Contains(first))
            return null;

        // Settings such as --ConnectionStrings:Bot=… belong to the configuration and are not options of a parser.
        string[] settings = [.. args.Where(IsSetting)];
        var root = new RootCommand(
            "Approvals of Tallyfy in Microsoft Teams. Without a command it runs; settings are --Name:Key=value.")
        {
            DeliveriesCommand.Describe(settings),
            TrailCommand.Describe(settings),
            AccountsCommand.Describe(settings),
        };
        var parsed = root.Parse([.. args.Where(arg => !IsSetting(arg))]);
        var configuration = new InvocationConfiguration();
        configuration.Output = output ?? configuration.Output;
        configuration.Error = output ?? configuration.Error;
        configuration.EnableDefaultExceptionHandler = false;

        try
        {
            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or OptionsValidationException or StoreUnavailableException)
        {
            await configuration.Error.WriteLineAsync(e.Message.AsMemory(), cancellationToken);
            return 1;
        }
    }

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal)
        && arg.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && arg.IndexOf('=', StringComparison.Ordinal) is var equals
        && (equals < 0 || colon < equals); // --head=organization:12:… is an option, not a setting
}
