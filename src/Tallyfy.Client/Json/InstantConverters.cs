using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Client.Json;

/// <summary>An instant in any of the forms that Tallyfy uses; without an offset it is UTC.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    // Exact, because a lenient reading completes what is missing from the machine's clock.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
    ];

    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Null)
            return null;

        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException("Date expected.");

        var text = reader.GetString();
        if (string.IsNullOrWhiteSpace(text))
            return null;

        return DateTimeOffset.TryParseExact(
            text,
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var instant)
            ? instant
            : throw new JsonException("A date has an unknown form.");
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options)
    {
        if (value is { } instant)
            writer.WriteStringValue(instant.UtcDateTime);
        else
            writer.WriteNullValue();
    }
}

/// <summary>An instant that is only written, in UTC and with a <c>Z</c>.</summary>
internal sealed class SentInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Instants that are read may be missing.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
