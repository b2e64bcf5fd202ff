using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Client.Json;

/// <summary>An id that must be there; Tallyfy writes ids as strings, and now and then as numbers.</summary>
internal sealed class IdConverter : JsonConverter<string>, IDeciding
{
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        WireId.Find(JsonElement.ParseValue(ref reader)) ?? throw new JsonException("An id is missing.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>An id that may be missing; one that is there and is none is no missing one.</summary>
internal sealed class OptionalIdConverter : JsonConverter<string>, IDeciding
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var element = JsonElement.ParseValue(ref reader);
        return element.ValueKind == JsonValueKind.String && element.ValueEquals("")
            ? null
            : WireId.Find(element) ?? throw new JsonException("An id is none.");
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>
/// What an id looks like. A text is cleaned and shown; an id is refused, because another one could come of it.
/// </summary>
internal static class WireId
{
    // Several times what Tallyfy's are long.
    private const int MaxLength = 200;

    /// <summary>Null for what is no id.</summary>
    public static string? Find(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String when element.GetString() is { } text && IsOne(text) => text,
        JsonValueKind.Number => element.GetRawText(),
        _ => null,
    };

    /// <summary>The id of a whole row; null where it has none that can be read.</summary>
    public static string? Of(JsonElement row) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty("id", out var id) ? Find(id) : null;

    public static bool IsOne(string text) =>
        text.Length is > 0 and <= MaxLength && !text.EnumerateRunes().Any(IsUnseen);

    private static bool IsUnseen(Rune rune) => rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.Control
        or UnicodeCategory.Format
        or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator;
}
