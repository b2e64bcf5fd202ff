using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Client.Json;

/// <summary>Names the dates of a row that are there and are none; the reader has passed over them.</summary>
internal static class UnreadDates
{
    public static IEnumerable<string> Of(JsonElement row, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(property.Name, out var value))
                continue;

            if (property.PropertyType == typeof(DateTimeOffset?))
            {
                if (!Instant.TryRead(value, out _))
                    yield return property.Name;
            }
            else if (value.Unwrap() is { ValueKind: JsonValueKind.Object } inner
                && type.Options.TryGetTypeInfo(property.PropertyType, out var innerType)
                && innerType.Kind is JsonTypeInfoKind.Object)
            {
                foreach (var name in Of(inner, innerType))
                    yield return $"{property.Name}.{name}";
            }
        }
    }
}
