using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Settings;

/// <summary>
/// Refuses to start with settings that cannot be meant, before anything else has begun, and says all that is wrong with
/// them in one list.
/// </summary>
internal sealed partial class CheckSettings(IReadOnlyList<OwnSection> sections, bool isWholeProgram)
{
    private const string Default = "The field ";

    /// <exception cref="OptionsValidationException">Its failures are the list.</exception>
    public void Execute(IServiceProvider services) =>
        Refuse(FindFaults(services.GetRequiredService<IConfiguration>(), services));

    /// <summary>For a command, which needs some of the settings only: what it needs, it asks for itself.</summary>
    /// <exception cref="OptionsValidationException">Its failures are the list.</exception>
    public void Execute(IConfiguration configuration) =>
        Refuse([.. new ReadSettings(sections).FindFaults(configuration, isWholeProgram).Select(one => $"{one}")]);

    private List<string> FindFaults(IConfiguration configuration, IServiceProvider services)
    {
        var faults = new ReadSettings(sections).FindFaults(configuration, isWholeProgram);
        var said = faults.Select(fault => fault.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);

        return
        [
            .. faults.Select(fault => $"{fault}"),
            .. sections.SelectMany(section => FindFaults(section, services, isReadable: faults.Count == 0))
                .Select(sentence => Property().Replace(sentence, ""))
                .Where(sentence => !sentence.StartsWith(Default, StringComparison.Ordinal)) // said above, by its name
                .Where(sentence => !said.Contains(sentence.Split(' ')[0]))
                .Distinct(),
        ];
    }

    private static IEnumerable<string> FindFaults(OwnSection section, IServiceProvider services, bool isReadable)
    {
        try
        {
            _ = section.Read(services);
            return [];
        }
        catch (OptionsValidationException e)
        {
            return e.Failures;
        }
        catch (InvalidOperationException) when (!isReadable)
        {
            return []; // a value that cannot be bound is in the list already
        }
    }

    private static void Refuse(IReadOnlyList<string> faults)
    {
        if (faults.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(CheckSettings), faults);
    }

    // The framework writes the property of an annotation in front of its sentence: "Key: ".
    [GeneratedRegex(@"\A[\w.\[\]]+: ")]
    private static partial Regex Property();
}
