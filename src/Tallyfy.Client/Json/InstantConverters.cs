using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Tallyfy.Client.Json;

/// <summary>An instant that may be missing: one that is none is no reason to refuse what it came with.</summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset?>
{
    public override DateTimeOffset? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        Instant.TryRead(JsonElement.ParseValue(ref reader), out var instant);
        return instant;
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        Instant.Write(writer, value);
}

/// <summary>
/// An instant that says that something is over, or when it happened: without it all the rest would be half understood.
/// </summary>
internal sealed class DecidingInstantConverter : JsonConverter<DateTimeOffset?>, IDeciding
{
    public override DateTimeOffset? Read(
        ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        Instant.TryRead(JsonElement.ParseValue(ref reader), out var instant)
            ? instant
            : throw new JsonException("A date has an unknown form.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset? value, JsonSerializerOptions options) =>
        Instant.Write(writer, value);
}

/// <summary>An instant that is only written, in UTC and with a <c>Z</c>.</summary>
internal sealed class SentInstantConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException("Instants that are read may be missing.");

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>The forms of an instant that Tallyfy uses; without an offset it is UTC.</summary>
internal static partial class Instant
{
    // Exact, because a lenient reading completes what is missing from the machine's clock.
    private static readonly string[] Forms =
    [
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd HH:mm:ss.FFFFFFFK",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd",
    ];

    /// <summary>False for what is neither an instant nor a missing one.</summary>
    public static bool TryRead(JsonElement element, out DateTimeOffset? instant)
    {
        instant = null;
        if (IsNothing(element) || IsZero(element))
            return true;

        if (element.ValueKind is not JsonValueKind.String)
            return false;

        var isOne = DateTimeOffset.TryParseExact(
            element.GetString(),
            Forms,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
            out var read);
        instant = isOne && read != DateTimeOffset.UnixEpoch ? read : null;
        return isOne;
    }

    /// <summary>
    /// A missing instant in a form that no answer should have: as databases write it, before anybody's first day, or as
    /// PHP does where something failed.
    /// </summary>
    public static bool IsZero(JsonElement element) =>
        element.ValueKind is JsonValueKind.False
        || element.ValueKind is JsonValueKind.String
        && ZeroDate().IsMatch(element.GetString()!);

    // A year before the first, or its first day.
    [GeneratedRegex(@"^\s*(-\d{4}-|0000-\d\d-|0001-01-01)")]
    private static partial Regex ZeroDate();

    // What PHP takes for nothing.
    private static bool IsNothing(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Null => true,
        JsonValueKind.Number => element.TryGetInt64(out var number) && number == 0,
        JsonValueKind.String => element.GetString() is var text && (string.IsNullOrWhiteSpace(text) || text is "0"),
        JsonValueKind.Array => element.GetArrayLength() == 0,
        _ => false,
    };

    public static void Write(Utf8JsonWriter writer, DateTimeOffset? value)
    {
        if (value is { } instant)
            writer.WriteStringValue(instant.UtcDateTime);
        else
            writer.WriteNullValue();
    }
}
