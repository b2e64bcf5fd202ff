using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Client.Json;

/// <summary>Names the dates of a row that are there and are none; the reader has passed over them.</summary>
internal static class UnreadDates
{
    /// <returns>Each with whether it says that there is none, as databases write it.</returns>
    public static IEnumerable<(string Name, bool IsZero)> Of(JsonElement row, JsonTypeInfo type)
    {
        foreach (var property in type.Properties)
        {
            if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty(property.Name, out var value))
                continue;

            if (property.PropertyType == typeof(DateTimeOffset?))
            {
                var isZero = Instant.IsZero(value);
                if (isZero || !Instant.TryRead(value, out _))
                    yield return (property.Name, isZero);
            }
            else if (value.Unwrap() is { ValueKind: JsonValueKind.Object } inner
                && type.Options.TryGetTypeInfo(property.PropertyType, out var innerType)
                && innerType.Kind is JsonTypeInfoKind.Object)
            {
                foreach (var (name, isZero) in Of(inner, innerType))
                    yield return ($"{property.Name}.{name}", isZero);
            }
        }
    }
}
