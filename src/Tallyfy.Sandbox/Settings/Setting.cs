using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
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

    public static string? FindUnknown(IConfiguration configuration) =>
        configuration.GetSection(SandboxOptions.Section).GetChildren()
            .Select(child => child.Key)
            .FirstOrDefault(key => !typeof(SandboxOptions).GetProperties()
                .Any(property => string.Equals(property.Name, key, StringComparison.OrdinalIgnoreCase)));

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
