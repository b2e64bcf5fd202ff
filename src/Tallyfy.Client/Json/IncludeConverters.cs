using System.Text.Json;
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
internal sealed class IncludedConverter<T> : ReadingConverter<T>
    where T : class
{
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

/// <summary>A list of includes, wrapped or bare.</summary>
internal sealed class IncludedListConverter<T> : ReadingConverter<IReadOnlyList<T>>
{
    protected override IReadOnlyList<T> Read(JsonElement element, JsonSerializerOptions options) =>
        [.. element.Items().Select(item => Item<T>(item, options))];
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
