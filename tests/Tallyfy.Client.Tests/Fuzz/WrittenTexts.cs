using System.Collections;
using System.Reflection;
using System.Text;
using System.Text.Json;

namespace Tallyfy.Client.Tests.Fuzz;

/// <summary>Every text of a value that was read, however deep it stands: a store and a card must take each.</summary>
internal static class WrittenTexts
{
    public static void AssertWhole(object? value) => Assert.All(In(value), text =>
    {
        Assert.DoesNotContain('\0', text);
        Assert.Equal(text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)));
    });

    private static IEnumerable<string> In(object? value) => value switch
    {
        null => [],
        string text => [text],
        JsonElement element => In(element),
        IEnumerable items => items.Cast<object?>().SelectMany(In),
        _ when value.GetType() is { IsPrimitive: false } type && type.Assembly == typeof(TallyfyClient).Assembly =>
            type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .SelectMany(property => In(property.GetValue(value))),
        _ when value.GetType() is { IsGenericType: true } pair
            && pair.GetGenericTypeDefinition() == typeof(KeyValuePair<,>) =>
            pair.GetProperties().SelectMany(property => In(property.GetValue(value))),
        _ => [],
    };

    private static IEnumerable<string> In(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => [element.GetString()!],
        JsonValueKind.Array => element.EnumerateArray().SelectMany(In),
        JsonValueKind.Object => element.EnumerateObject().SelectMany(one => In(one.Value).Prepend(one.Name)),
        _ => [],
    };
}
