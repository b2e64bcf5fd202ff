using System.Text.Json;

namespace Tallyfy.Client.Json;

/// <summary>Sees through the ways in which PHP and its transformers wrap things.</summary>
internal static class Wrapping
{
    /// <summary>The object inside <c>{"data": …}</c>, or the object itself.</summary>
    public static JsonElement Unwrap(this JsonElement element) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty("data", out var inner) ? inner : element;

    /// <summary>The items of a list, of an object keyed by position or id, or of either inside <c>data</c>.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element)
    {
        var inner = element.Unwrap();
        return inner.ValueKind switch
        {
            JsonValueKind.Array => inner.EnumerateArray(),
            // PHP turns a list with gaps into an object, and an empty list into {} as readily as into [].
            JsonValueKind.Object => inner.EnumerateObject().Select(property => property.Value),
            JsonValueKind.Null => [],
            _ => throw new JsonException("List expected."),
        };
    }
}
