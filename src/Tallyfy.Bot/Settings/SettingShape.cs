using System.Collections;
using System.ComponentModel.DataAnnotations;
using System.Reflection;

namespace Tallyfy.Bot.Settings;

/// <summary>What may stand at one place of the configuration, as the options classes have it.</summary>
internal abstract record SettingShape
{
    private SettingShape()
    {
    }

    public sealed record Value(Type Type, RangeAttribute? Range) : SettingShape;

    public sealed record Part(IReadOnlyDictionary<string, SettingShape> Keys) : SettingShape;

    public sealed record ListOf(SettingShape Entry) : SettingShape;

    public sealed record ById(SettingShape Entry, KeyPatternAttribute? Pattern) : SettingShape;

    public static Part Of(Type type) => new(
        PropertiesOf(type).ToDictionary(
            property => property.Name,
            property => Of(property.PropertyType, property),
            StringComparer.OrdinalIgnoreCase));

    /// <summary>The properties that the configuration fills in; what is computed has no setter.</summary>
    public static IEnumerable<PropertyInfo> PropertiesOf(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is not null);

    private static SettingShape Of(Type type, PropertyInfo? property) =>
        type != typeof(string) && type.IsAssignableTo(typeof(IEnumerable))
            ? type.GetGenericArguments() is [var key, var kept] && key == typeof(string)
                ? new ById(Of(kept, null), property?.GetCustomAttribute<KeyPatternAttribute>())
                : new ListOf(Of(type.GetGenericArguments()[0], null))
        : IsOwn(type) ? Of(type)
        : new Value(Nullable.GetUnderlyingType(type) ?? type, property?.GetCustomAttribute<RangeAttribute>());

    private static bool IsOwn(Type type) =>
        type.IsClass && type.Namespace?.StartsWith("Tallyfy.", StringComparison.Ordinal) is true;
}
