using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Client.Json;

/// <summary>Text, also where PHP let a number or a flag slip through.</summary>
internal class TextConverter : JsonConverter<string>
{
    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.String => reader.GetString(),
            JsonTokenType.Number or JsonTokenType.True or JsonTokenType.False =>
                JsonElement.ParseValue(ref reader).GetRawText(),
            _ => throw new JsonException("Text expected."),
        };

    public override string ReadAsPropertyName(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetString()!;

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}

/// <summary>Text that says what something is.</summary>
internal sealed class DecidingTextConverter : TextConverter, IDeciding;

/// <summary>A word that says what something is: a text, and nothing that became one.</summary>
internal sealed class WordConverter : JsonConverter<string>, IDeciding
{
    public override bool HandleNull => true;

    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType is JsonTokenType.String ? reader.GetString()!.Trim() : throw new JsonException("No word.");

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value);
}

/// <summary>A flag, also as 0 and 1 and as text; null is false.</summary>
internal class FlagConverter : JsonConverter<bool>
{
    public override bool HandleNull => true;

    public override bool Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType switch
        {
            JsonTokenType.True => true,
            JsonTokenType.False or JsonTokenType.Null => false,
            JsonTokenType.Number when reader.TryGetInt64(out var number) => number != 0,
            JsonTokenType.String => reader.GetString()?.ToUpperInvariant() switch
            {
                "1" or "TRUE" or "YES" => true,
                "0" or "FALSE" or "NO" or "" => false,
                _ => throw new JsonException("A flag is neither true nor false."),
            },
            _ => throw new JsonException("Flag expected."),
        };

    public override void Write(Utf8JsonWriter writer, bool value, JsonSerializerOptions options) =>
        writer.WriteBooleanValue(value);
}

/// <summary>A flag that says what something is.</summary>
internal sealed class DecidingFlagConverter : FlagConverter, IDeciding;

/// <summary>A flag of which it matters whether it was said at all: as null it was.</summary>
internal sealed class SaidFlagConverter : JsonConverter<bool?>, IDeciding
{
    private static readonly FlagConverter Said = new();

    public override bool HandleNull => true;

    public override bool? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Said.Read(ref reader, typeof(bool), options);

    public override void Write(Utf8JsonWriter writer, bool? value, JsonSerializerOptions options) =>
        Said.Write(writer, value is true, options);
}

/// <summary>The id of a member: a number, a number as text, or an object that holds one.</summary>
internal sealed class UserIdConverter : JsonConverter<long?>
{
    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader));

    public static long? Read(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => null,
        JsonValueKind.Number when element.TryGetInt64(out var number) => number,
        JsonValueKind.String when element.GetString() is "" => null,
        JsonValueKind.String when long.TryParse(
            element.GetString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) => number,
        JsonValueKind.Object when element.Unwrap().TryGetProperty("id", out var id)
            && id.ValueKind is JsonValueKind.Number or JsonValueKind.String => Read(id),
        _ => throw new JsonException("A member's id is not a number."),
    };

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options)
    {
        if (value is { } number)
            writer.WriteNumberValue(number);
        else
            writer.WriteNullValue();
    }
}

/// <summary>Whose number it is: databases count from one, and PHP makes a zero of nobody.</summary>
internal sealed class MemberIdConverter : JsonConverter<long?>
{
    private static readonly UserIdConverter Number = new();

    public override long? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Read(JsonElement.ParseValue(ref reader));

    public static long? Read(JsonElement element) => UserIdConverter.Read(element) switch
    {
        0 => null,
        < 0 => throw new JsonException("A member's id is below zero."),
        var number => number,
    };

    public override void Write(Utf8JsonWriter writer, long? value, JsonSerializerOptions options) =>
        Number.Write(writer, value, options);
}
