using System.Globalization;
using System.Text.Json;

namespace Tallyfy.Client.Json;

/// <summary>Text, or the first of a list of texts; what is neither is not said.</summary>
internal sealed class FirstTextConverter : ReadingConverter<string>
{
    protected override string? Read(JsonElement element, JsonSerializerOptions options) =>
        element.First() switch
        {
            { ValueKind: JsonValueKind.String } text => text.GetString(),
            { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } raw => raw.GetRawText(),
            _ => null,
        };
}

/// <summary>A number, or the first of a list of numbers; what is neither is not said.</summary>
internal sealed class FirstNumberConverter : ReadingConverter<long?>
{
    protected override long? Read(JsonElement element, JsonSerializerOptions options) => element.First().Number();
}

/// <summary>An object, or the first of a list of objects; what is neither is not said.</summary>
internal sealed class FirstConverter<T> : ReadingConverter<T>
    where T : class
{
    protected override T? Read(JsonElement element, JsonSerializerOptions options) =>
        element.Unwrap().First() is { ValueKind: JsonValueKind.Object } first ? Item<T>(first, options) : null;
}

/// <summary>What a scalar is that may come alone, in a list, or not at all.</summary>
internal static class Firsts
{
    public static JsonElement First(this JsonElement element)
    {
        while (element.ValueKind == JsonValueKind.Array && element.GetArrayLength() > 0)
            element = element[0];
        return element;
    }

    public static long? Number(this JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        JsonValueKind.String when long.TryParse(
            element.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        _ => null,
    };
}
