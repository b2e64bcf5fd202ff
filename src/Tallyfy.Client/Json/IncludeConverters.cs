using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Client.Json;

/// <summary>Something this client only ever reads.</summary>
internal abstract class ReadingConverter<T> : JsonConverter<T>
{
    public sealed override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader), options);

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeof(T).Name} is only read.");

    protected abstract T? Read(JsonElement element, JsonSerializerOptions options);

    protected static TItem Item<TItem>(JsonElement element, JsonSerializerOptions options) =>
        element.Deserialize((JsonTypeInfo<TItem>)options.GetTypeInfo(typeof(TItem)))
        ?? throw new JsonException($"A {typeof(TItem).Name} is null.");

    protected static TItem? TryItem<TItem>(JsonElement element, JsonSerializerOptions options)
        where TItem : class
    {
        try
        {
            return Item<TItem>(element, options);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>An include: wrapped in <c>data</c> or bare, and absent in any way PHP may say so.</summary>
internal class IncludedConverter<T> : ReadingConverter<T>, IInParts
    where T : class
{
    public JsonNode? PartOf(
        JsonElement element, JsonSerializerOptions options, string path, ICollection<string> unread) =>
        element.Unwrap() is { ValueKind: JsonValueKind.Object } inner
            ? ReadableParts.Of(inner, options.GetTypeInfo(typeof(T)), path + '.', unread)
            : null;

    protected override T? Read(JsonElement element, JsonSerializerOptions options)
    {
        var inner = element.Unwrap();
        return inner.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.Array when inner.GetArrayLength() == 0 => null,
            JsonValueKind.Object when !inner.EnumerateObject().Any() => null,
            _ => Item<T>(inner, options),
        };
    }
}

/// <summary>An include that says what something is.</summary>
internal sealed class DecidingIncludedConverter<T> : IncludedConverter<T>, IDeciding
    where T : class;

/// <summary>A list of includes, wrapped or bare.</summary>
internal sealed class IncludedListConverter<T> : ReadingConverter<IReadOnlyList<T>>, IInParts
{
    public JsonNode? PartOf(
        JsonElement element, JsonSerializerOptions options, string path, ICollection<string> unread)
    {
        unread.Add(path);
        return element.Unwrap().ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? new JsonArray([.. element.Items().Select(item => ReadablePart(item, options)).OfType<JsonNode>()])
            : null;
    }

    protected override IReadOnlyList<T> Read(JsonElement element, JsonSerializerOptions options) =>
        [.. element.Items().Select(item => Item<T>(item, options))];

    private static JsonObject? ReadablePart(JsonElement item, JsonSerializerOptions options) =>
        item.ValueKind is JsonValueKind.Object
        && ReadableParts.Of(item, options.GetTypeInfo(typeof(T)), "", []) is var part
        && ReadableParts.Reads(part, options.GetTypeInfo(typeof(T)))
            ? part
            : null;
}

/// <summary>A list that is no reason to refuse what it came with: an item we do not understand is left out.</summary>
internal sealed class UnderstoodListConverter<T> : ReadingConverter<IReadOnlyList<T>>
    where T : class
{
    protected override IReadOnlyList<T> Read(JsonElement element, JsonSerializerOptions options) =>
        [.. element.Unwrap().ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? element.Items().Select(item => TryItem<T>(item, options)).OfType<T>()
            : []];
}
