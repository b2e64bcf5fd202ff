using System.Globalization;
using System.Text.RegularExpressions;

namespace Tallyfy.Bot.Settings;

/// <summary>
/// What in the configuration cannot be meant: a guard under a name that nothing reads would be no guard. Everything is
/// found at once, each with its full name and never with its value.
/// </summary>
internal sealed class ReadSettings(IReadOnlyList<OwnSection> sections)
{
    private const int MostShown = 120;

    private readonly IReadOnlyList<(string? Name, SettingShape.Part Shape)> shapes =
        [.. sections.Select(section => (section.Name, section.Shape))];

    private readonly IReadOnlyDictionary<string, string> elsewhere = sections.SelectMany(section => section.Elsewhere)
        .ToDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="configuration">All of it; what stands in no section of ours is not looked at, but for levels of the
    /// log.</param>
    /// <param name="isWholeProgram">
    /// Nobody else's settings are there, so a name beside ours that is nearly one of ours was meant as that.
    /// </param>
    public IReadOnlyList<SettingFault> FindFaults(IConfiguration configuration, bool isWholeProgram) =>
    [
        .. shapes.SelectMany(own => own.Name is { } name
            ? Faults(configuration.GetSection(name), own.Shape)
            : own.Shape.Keys.SelectMany(key => Faults(configuration.GetSection(key.Key), key.Value))),
        .. LogSettings.FindFaults(configuration),
        .. isWholeProgram ? FaultsBeside(configuration) : [],
    ];

    private IEnumerable<SettingFault> Faults(IConfigurationSection place, SettingShape shape)
    {
        var isPlain = shape is SettingShape.Value;
        var children = place.GetChildren().ToList();

        if (isPlain && children.Count > 0)
            return [new(place.Path, "is a single value and has no keys below it.")];

        if (!isPlain && !string.IsNullOrEmpty(place.Value))
            return
            [
                new(place.Path, shape is SettingShape.ListOf
                    ? $"is a list: write {place.Path}:0, {place.Path}:1 and so on."
                    : "is a group of settings and has no value of its own."),
            ];

        if (place.Value is null && children.Count == 0 && place.Path != place.Key)
            return shape is SettingShape.Value { Type: var type } && type == typeof(string)
                ? []
                : [new(place.Path, "is empty: give it a value, or leave it out.")];

        return shape switch
        {
            SettingShape.Value value => FaultOf(place, value),
            SettingShape.Part part => children.SelectMany(child => part.Keys.TryGetValue(child.Key, out var known)
                ? Faults(child, known)
                : [Unknown(child, part)]),
            SettingShape.ListOf list => children.SelectMany(child => FaultsOfEntry(child, list.Entry)),
            SettingShape.ById ids => children.SelectMany(
                child => FaultsOfKey(child, ids.Pattern).Concat(Faults(child, ids.Entry))),
            _ => [],
        };
    }

    private static IEnumerable<SettingFault> FaultsOfKey(IConfigurationSection place, KeyPatternAttribute? keys)
    {
        if (keys is not null && !Regex.IsMatch(place.Key, keys.Pattern, RegexOptions.CultureInvariant))
            yield return new SettingFault(Shown(place.Path), keys.Otherwise);
    }

    private static IEnumerable<SettingFault> FaultOf(IConfigurationSection place, SettingShape.Value shape)
    {
        if (place.Value is { } text && SettingValue.FindFault(shape, text) is { } fault)
            yield return new SettingFault(place.Path, fault + ".");
    }

    private IEnumerable<SettingFault> FaultsOfEntry(IConfigurationSection entry, SettingShape shape) =>
        !int.TryParse(entry.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? [new(entry.Path, "is an entry of a list, whose keys are numbers from 0.")]
        : shape is SettingShape.Value && string.IsNullOrWhiteSpace(entry.Value) && !entry.GetChildren().Any()
            ? [new(entry.Path, "is empty: give it a value, or leave it out.")]
        : Faults(entry, shape);

    private SettingFault Unknown(IConfigurationSection place, SettingShape.Part part)
    {
        var above = place.Path[..^place.Key.Length];

        return Unknown(
            place,
            elsewhere.TryGetValue(place.Path, out var there) ? there
                : NearName.Find(place.Key, part.Keys.Keys) is { } name ? above + name
                : FindElsewhere(place.Key));
    }

    private static SettingFault Unknown(IConfigurationSection place, string? near) => new(
        Shown(place.Path),
        near is null ? "is no setting: docs/settings.md lists them." : $"is no setting: did you mean {near}?");

    /// <summary>The same name somewhere else: it may only have been written in the wrong place.</summary>
    private string? FindElsewhere(string key) => shapes
        .SelectMany(own => Places(own.Name is { } name ? $"{name}:" : "", own.Shape))
        .FirstOrDefault(place => place.EndsWith($":{key}", StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Places(string above, SettingShape shape) => shape switch
    {
        SettingShape.Part part => part.Keys.SelectMany(
            key => Places($"{above}{key.Key}:", key.Value).Prepend(above + key.Key)),
        SettingShape.ListOf list => Places($"{above}0:", list.Entry),
        SettingShape.ById ids => Places($"{above}<id>:", ids.Entry),
        _ => [],
    };

    // An environment is full of single words of other programs: only what looks like a section, or like one of the long
    // names of a registration, is taken for ours.
    private IEnumerable<SettingFault> FaultsBeside(IConfiguration configuration)
    {
        var groups = shapes.Select(own => own.Name).OfType<string>().ToList();
        var single = shapes.Where(own => own.Name is null).SelectMany(own => own.Shape.Keys.Keys).ToList();

        var all = shapes.SelectMany(own => Places(own.Name is { } name ? $"{name}:" : "", own.Shape)).ToList();

        foreach (var place in configuration.GetChildren())
        {
            // As other programs part the words of a name.
            var parted = place.Key.Replace("__", ":", StringComparison.Ordinal).Replace('_', ':').Replace('.', ':');

            if (parted != place.Key
                && all.FirstOrDefault(one => one.Equals(parted, StringComparison.OrdinalIgnoreCase)) is { } meant)
            {
                yield return Unknown(place, meant);
                continue;
            }

            var isGroup = place.GetChildren().Any();
            var known = isGroup ? groups : single;

            if (!known.Contains(place.Key, StringComparer.OrdinalIgnoreCase)
                && NearName.Find(place.Key, known) is { } near)
                yield return Unknown(place, near);
        }

        foreach (var there in elsewhere.Values)
        {
            foreach (var place in configuration.GetSection(ConfigurationPath.GetParentPath(there)!).GetChildren())
            {
                if (!place.Path.Equals(there, StringComparison.OrdinalIgnoreCase)
                    && NearName.Find(place.Key, [ConfigurationPath.GetSectionKey(there)]) is not null)
                    yield return Unknown(place, there);
            }
        }
    }

    private static string Shown(string path) =>
        string.Concat(path.Take(MostShown).Select(letter => char.IsControl(letter) ? '?' : letter));
}
