using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Settings;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Conventions;

/// <summary>One settings key: where it is bound to, and what its page says.</summary>
internal sealed record SettingRow(string Key, string Meaning, string Type, string Default);

/// <summary>docs/settings.md as the options classes have it: keys, doc summaries, limits and defaults.</summary>
internal static partial class SettingsPage
{
    private const string Head =
        """
        # Settings

        They come from `appsettings.json`, from environment variables (`Tallyfy__Organization`) or from the command line
        (`--Tallyfy:Organization=…`). The bot refuses to start while a key of its own is unknown, a value is not of the
        type below, or, outside Development, something is missing. [operating.md](operating.md) says which ones an
        installation needs.

        Times are written as `days.hours:minutes:seconds`, and a bare number is none. An entry of a list has its number
        in its key, from 0. Cases do not matter.

        This page is made from the options classes. A test fails where it differs from them, and
        `UPDATE_SNAPSHOTS=1 dotnet run test.cs -- --only SettingsPage` writes it anew.

        """;

    private static readonly Lazy<IReadOnlyDictionary<string, XElement>> Documentation = new(() =>
        Assemblies
            .SelectMany(one => XDocument.Load(Path.ChangeExtension(one.Location, ".xml")).Descendants("member"))
            .DistinctBy(member => member.Attribute("name")!.Value) // what the compiler writes is in more than one
            .ToDictionary(member => member.Attribute("name")!.Value));

    private static IEnumerable<Assembly> Assemblies =>
        [typeof(StorageOptions).Assembly, typeof(BotFrameworkOptions).Assembly];

    /// <summary>Every class that is bound to a section, the root's first, then by the name of the section.</summary>
    public static IReadOnlyList<(string? Section, Type Type)> Sections =>
        [.. OwnSettings.Sections.Select(section => (section.Name, section.Type))];

    /// <summary>Every class that names a section to be bound to.</summary>
    public static IEnumerable<string> Bound =>
        from type in typeof(StorageOptions).Assembly.GetTypes()
        let section = type.GetField("Section", BindingFlags.Public | BindingFlags.Static)
        where section is { IsLiteral: true }
        select $"{section.GetRawConstantValue()} {type.Name}";

    public static IReadOnlyList<SettingRow> Rows => [.. Sections.SelectMany(one => RowsOf(one.Section, one.Type))];

    public static string Write()
    {
        var page = new StringBuilder(Head);

        foreach (var (section, type) in Sections)
        {
            page.Append(CultureInfo.InvariantCulture, $"\n## {section ?? "The bot's registration"}\n\n");
            page.Append(CultureInfo.InvariantCulture, $"{MeaningOf(type)}\n\n");
            page.Append("| key | meaning | type and limits | default |\n|---|---|---|---|\n");

            foreach (var row in RowsOf(section, type))
            {
                page.Append(
                    CultureInfo.InvariantCulture,
                    $"| `{row.Key}` | {Cell(row.Meaning)} | {row.Type} | {row.Default} |\n");
            }

            foreach (var choice in ChoicesIn(type).Distinct())
                page.Append(Choices(choice));
        }

        return page.Replace("|  |", "| |").ToString();
    }

    // A line in a cell would part it.
    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);

    private static IEnumerable<SettingRow> RowsOf(string? prefix, Type type) =>
        RowsOf(prefix is null ? "" : $"{prefix}:", type, Activator.CreateInstance(type));

    private static IEnumerable<SettingRow> RowsOf(string prefix, Type type, object? defaults)
    {
        foreach (var property in SettingShape.PropertiesOf(type))
        {
            var key = IsConnection(property)
                ? $"ConnectionStrings:{StorageOptions.ConnectionName}"
                : prefix + property.Name;
            var value = defaults is null ? null : property.GetValue(defaults);

            if (PartOf(property.PropertyType) is not var (suffix, part))
                yield return new SettingRow(
                    key + (IsList(property.PropertyType) ? ":0" : ""),
                    MeaningOf(property),
                    TypeOf(property),
                    DefaultOf(value));
            else
            {
                yield return new SettingRow($"{key}{suffix}:…", MeaningOf(property), "the keys below", "");

                foreach (var row in RowsOf($"{key}{suffix}:", part, suffix.Length == 0 ? value : null))
                    yield return row;
            }
        }
    }

    private static bool IsConnection(PropertyInfo property) =>
        property.DeclaringType == typeof(StorageOptions) && property.Name == nameof(StorageOptions.ConnectionString);

    /// <summary>The class whose properties are keys below this one, and what stands between.</summary>
    private static (string Suffix, Type Part)? PartOf(Type type) =>
        IsOurs(type) ? ("", type)
        : type.IsGenericType && type.GetGenericArguments()[^1] is var last && IsOurs(last)
            ? (type.GetGenericArguments().Length == 2 ? ":<id>" : ":0", last)
        : null;

    private static bool IsOurs(Type type) => type.IsClass && Assemblies.Contains(type.Assembly);

    private static bool IsList(Type type) => type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable));

    private static Type Bare(Type type) => Nullable.GetUnderlyingType(type) ?? type;

    private static IEnumerable<Type> ChoicesIn(Type type) =>
        SettingShape.PropertiesOf(type).SelectMany(property =>
            PartOf(property.PropertyType) is var (_, part) ? ChoicesIn(part)
            : Bare(property.PropertyType).IsEnum ? [Bare(property.PropertyType)]
            : []);

    private static string Choices(Type type) =>
        $"\n`{type.Name}`:\n\n"
        + string.Concat(type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(
            field => $"- `{field.Name}`: {Summary($"F:{type.FullName}.{field.Name}")}\n"));

    private static string TypeOf(PropertyInfo property)
    {
        var type = Bare(property.PropertyType);
        var name =
            type == typeof(bool) ? "`true` or `false`"
            : type == typeof(int) ? "whole number"
            : type == typeof(double) ? "number"
            : type == typeof(TimeSpan) ? "time"
            : type == typeof(Uri) ? "address"
            : type == typeof(Guid) ? "id"
            : type.IsEnum ? string.Join(", ", Enum.GetNames(type).Select(one => $"`{one}`"))
            : IsList(type) ? "list of texts"
            : "text";

        return property.GetCustomAttribute<RangeAttribute>() is { } range
            ? $"{name}, {Number(range.Minimum)} to {Number(range.Maximum)}"
            : name;
    }

    private static string DefaultOf(object? value) => value switch
    {
        null or "" => "",
        bool isSo => isSo ? "`true`" : "`false`",
        string or Uri or Enum => $"`{value}`",
        IEnumerable => "",
        _ => Number(value),
    };

    private static string Number(object? value) => value switch
    {
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        int number => number.ToString("N0", CultureInfo.InvariantCulture),
        double number => number.ToString("#,0.###", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => $"{value}",
    };

    private static string MeaningOf(PropertyInfo property) =>
        Summary($"P:{property.DeclaringType!.FullName}.{property.Name}");

    private static string MeaningOf(Type type) => Summary($"T:{type.FullName}");

    private static string Summary(string member)
    {
        var summary = Documentation.Value.TryGetValue(member, out var found) ? found.Element("summary") : null;
        var text = string.Concat(summary?.Nodes().Select(Spell) ?? []);

        return Page().Replace(Blank().Replace(text, " ").Trim(), "[$1]($1)");
    }

    private static string Spell(XNode node) => node switch
    {
        XElement { Name.LocalName: "see" } see => $"`{see.Attribute("cref")!.Value.Split('.')[^1]}`",
        XElement code => $"`{code.Value}`",
        _ => $"{node}".Replace("&lt;", "<", StringComparison.Ordinal).Replace("&gt;", ">", StringComparison.Ordinal),
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();

    [GeneratedRegex(@"docs/(\w+\.md)")]
    private static partial Regex Page();
}
