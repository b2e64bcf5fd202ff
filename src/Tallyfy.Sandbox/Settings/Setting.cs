using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;

namespace Tallyfy.Sandbox.Settings;

/// <summary>One setting as a person reads it: on the page, in --help and in a refusal to start.</summary>
internal sealed record Setting(
    string Name, string Default, string Current, IReadOnlyList<string> Values, string Meaning)
{
    public static IReadOnlyList<Setting> All(SandboxOptions current)
    {
        var defaults = new SandboxOptions();
        return [.. typeof(SandboxOptions).GetProperties().Select(property => Read(property, defaults, current))];
    }

    /// <summary>All that cannot be meant, a sentence each.</summary>
    public static IReadOnlyList<string> FindFaults(IConfiguration configuration) =>
    [
        .. configuration.GetSection(SandboxOptions.Section).GetChildren()
            .Select(child => Find(child.Key) is { } property
                ? FindFault(property, child.Value)
                : $"There is no setting \"{child.Path}\". --help lists them all.")
            .OfType<string>(),
    ];

    private static PropertyInfo? Find(string name) => Array.Find(
        typeof(SandboxOptions).GetProperties(),
        property => string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase));

    private static string? FindFault(PropertyInfo property, string? given)
    {
        var setting = Read(property, new SandboxOptions(), new SandboxOptions());
        var isOne = property.GetCustomAttribute<RangeAttribute>() is { } range
            ? int.TryParse(given, CultureInfo.InvariantCulture, out var number) && range.IsValid(number)
            : setting.Values.Contains(property.PropertyType == typeof(bool) ? given?.ToLowerInvariant() : given);
        return isOne ? null : $"{setting.Name} takes {string.Join(" or ", setting.Values)}.";
    }

    private static Setting Read(PropertyInfo property, SandboxOptions defaults, SandboxOptions current)
    {
        var allowed = property.GetCustomAttribute<RangeAttribute>() is { } range
            ? [$"{range.Minimum} to {range.Maximum}"]
            : property.GetCustomAttribute<AllowedValuesAttribute>()?.Values ?? ["true", "false"];
        return new Setting(
            $"{SandboxOptions.Section}:{property.Name}",
            Text(property.GetValue(defaults)),
            Text(property.GetValue(current)),
            [.. allowed.Select(Text)],
            property.GetCustomAttribute<DescriptionAttribute>()?.Description ?? "");
    }

    private static string Text(object? value) => value switch
    {
        true => "true",
        false => "false",
        _ => value?.ToString() ?? "",
    };
}
