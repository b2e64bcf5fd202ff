using System.CommandLine;
using System.CommandLine.Help;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Health;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Settings;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot;

/// <summary>What an operator asks at the command line, beside the running bot or without one.</summary>
internal static class OperatorCommands
{
    private const string Version = "--version";

    private static readonly string[] Questions =
        [DeliveriesCommand.Name, TrailCommand.Name, AccountsCommand.Name, "--help", "-h", "-?", Version];

    /// <summary>What a program ends with whose settings are wrong: sysexits.h calls it EX_CONFIG.</summary>
    public const int WrongSettings = 78;

    /// <summary>
    /// The same for a program that is the bot and nothing else: a word that is no command does not start it.
    /// </summary>
    public static async Task<int?> AnswerOrRefuseAsync(
        string[] args, TextWriter? output, CancellationToken cancellationToken)
    {
        if (args is ["help", ..])
            args = ["--help", .. args[1..]];

        if (await AnswerAsync(args, output, cancellationToken) is { } answered)
            return answered;

        if (args is not [var word, ..] || !IsWord(word))
            return WrittenSettings.FindFaults(args) is { Count: > 0 } wrong
                ? await RefuseAsync(
                    new OptionsValidationException("", typeof(string), wrong), output, cancellationToken)
                : null;

        var near = FindNear(word) is { } command ? $" Did you mean {command}?" : "";
        await To(output).Error.WriteLineAsync(
            $"{word} is no command, so nothing was started.{near} --help lists them.".AsMemory(), cancellationToken);
        return 1;
    }

    /// <summary>
    /// Null when the bot itself is meant. 0 is done, 1 is not found, broken or misspelt, 78 are wrong settings.
    /// </summary>
    public static async Task<int?> AnswerAsync(string[] args, TextWriter? output, CancellationToken cancellationToken)
    {
        if (args is not [var first, ..] || !Questions.Contains(first))
            return null;

        // Settings such as --ConnectionStrings:Bot=… belong to the configuration and are not options of a parser.
        string[] settings = [.. args.Where(IsSetting)];
        var parsed = Describe(settings).Parse([.. args.Where(arg => !IsSetting(arg))]);
        var configuration = To(output);
        var store = new StorageOptions();

        if (FindFaults(args, parsed) is { Length: > 0 } faults)
        {
            await configuration.Error.WriteLineAsync(faults.AsMemory(), cancellationToken);
            return 1;
        }

        try
        {
            if (parsed.Errors.Count == 0 && parsed.Action is not HelpAction && first != Version)
                store = Check(settings);

            return await parsed.InvokeAsync(configuration, cancellationToken);
        }
        catch (OptionsValidationException e)
        {
            return await RefuseAsync(e, output, cancellationToken);
        }
        catch (InvalidOperationException e) when (LogSettings.FindUnread(e) is { } unread)
        {
            return await RefuseAsync(unread, output, cancellationToken);
        }
        catch (InvalidDataException e)
        {
            return await RefuseAsync(e, output, cancellationToken);
        }
        catch (Exception e) when (StoreRefusal.Find(e, store) is { } refused)
        {
            return await RefuseAsync(refused, output, cancellationToken);
        }
        catch (Exception e) when (e is FileNotFoundException or FileRefusedException or StoreUnavailableException)
        {
            await configuration.Error.WriteLineAsync(e.Message.AsMemory(), cancellationToken);
            return 1;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await configuration.Error.WriteLineAsync(e.Message.AsMemory(), cancellationToken);
            return (int)StoreFault.Disk;
        }
    }

    // A dash that a text program made long explains what the parser says of it.
    private static string FindFaults(string[] args, ParseResult parsed)
    {
        string[] dashes = parsed.Errors.Count == 0 ? [] : [.. args.Select(LongDash.FindFault).OfType<string>()];

        return string.Join(
            '\n', dashes.Length > 0 ? dashes : parsed.Errors.Select(CommandFault.Describe).OfType<string>());
    }

    private static RootCommand Describe(string[] settings) =>
        new(
            "Approvals of Tallyfy in Microsoft Teams. Without a command it runs; settings are --Name:Key=value. How a "
            + $"running one is, it answers at {ManagementOptions.Key}: /health/ready, /health/tallyfy and "
            + "/health/intake.")
        {
            DeliveriesCommand.Describe(settings),
            TrailCommand.Describe(settings),
            AccountsCommand.Describe(settings),
        };

    /// <summary>Says why there is no store, and what the program ends with.</summary>
    public static async Task<int> RefuseAsync(
        StoreRefusedException refused, TextWriter? output, CancellationToken cancellationToken)
    {
        await To(output).Error.WriteLineAsync(refused.Message.AsMemory(), cancellationToken);
        return (int)refused.Fault;
    }

    /// <summary>Says all that is wrong, a line for each setting, and what the program ends with.</summary>
    public static async Task<int> RefuseAsync(
        OptionsValidationException wrong, TextWriter? output, CancellationToken cancellationToken)
    {
        var list = string.Concat(wrong.Failures.Select(failure => $"\n  {failure}"));

        await To(output).Error.WriteLineAsync(
            $"The settings are wrong, so nothing was started:{list}".AsMemory(), cancellationToken);
        return WrongSettings;
    }

    /// <summary>Says which file of settings is none, and what the program ends with.</summary>
    public static Task<int> RefuseAsync(
        InvalidDataException unread, TextWriter? output, CancellationToken cancellationToken) =>
        RefuseAsync($"{unread.Message} {unread.GetBaseException().Message}", output, cancellationToken);

    private static Task<int> RefuseAsync(string wrong, TextWriter? output, CancellationToken cancellationToken) =>
        RefuseAsync(new OptionsValidationException("", typeof(string), [wrong]), output, cancellationToken);

    /// <summary>Says which address cannot be had, and what the program ends with.</summary>
    public static async Task<int> RefuseAsync(
        CannotListenException taken, TextWriter? output, CancellationToken cancellationToken)
    {
        await To(output).Error.WriteLineAsync(taken.Message.AsMemory(), cancellationToken);
        return WrongSettings;
    }

    // Those of a command come from the same places as those of the bot itself.
    private static StorageOptions Check(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { Args = settings, ContentRootPath = AppContext.BaseDirectory });

        new CheckSettings(OwnSettings.Sections, isWholeProgram: false).Execute(builder.Configuration);

        return new StorageOptions
        {
            Provider = builder.Configuration.GetSection(StorageOptions.Section).Get<StorageOptions>()?.Provider
                ?? StorageProvider.Sqlite,
            ConnectionString = builder.Configuration.GetConnectionString(StorageOptions.ConnectionName) ?? "",
        };
    }

    private static InvocationConfiguration To(TextWriter? output)
    {
        var configuration = new InvocationConfiguration { EnableDefaultExceptionHandler = false };
        configuration.Output = output ?? configuration.Output;
        configuration.Error = output ?? configuration.Error;
        return configuration;
    }

    private static bool IsWord(string arg) =>
        arg.Length > 0 && arg[0] is not ('-' or '/') && !LongDash.Begins(arg) && !arg.Contains('=');

    // Also a word that is only said without the one before it.
    private static string? FindNear(string word)
    {
        Command[] commands = [DeliveriesCommand.Describe([]), TrailCommand.Describe([]), AccountsCommand.Describe([])];

        return NearName.Find(word, commands.Select(command => command.Name))
            ?? commands.SelectMany(command => command.Subcommands.Select(sub => $"{command.Name} {sub.Name}"))
                .FirstOrDefault(name => name.EndsWith($" {word}", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsSetting(string arg) =>
        arg.StartsWith("--", StringComparison.Ordinal)
        && arg.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && arg.IndexOf('=', StringComparison.Ordinal) is var equals
        && (equals < 0 || colon < equals); // --head=organization:12:… is an option, not a setting
}
