using System.Text.Json;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Protocol.Outbound;

/// <summary>
/// What a success tells of the thing it made: an id, if any. Some answer with text, an empty object or a number.
/// </summary>
internal static class MadeThing
{
    /// <summary>Null when no id is told that could name it later.</summary>
    public static string? FindId(ReadOnlySpan<byte> body)
    {
        try
        {
            var reader = new Utf8JsonReader(body);

            return JsonElement.TryParseValue(ref reader, out var answer)
                && answer is { ValueKind: JsonValueKind.Object } made
                && made.TryGetProperty("id", out var value)
                    ? Find(value)
                    : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null; // no JSON, or half a character
        }
    }

    /// <summary>The same of an id that was read already.</summary>
    public static string? Find(string? id) =>
        id is not null && !string.IsNullOrWhiteSpace(id) && IsName(id) && ActivityShape.IsId(id) ? id : null;

    /// <summary>One made of dots would climb out of its place in a path.</summary>
    public static bool IsName(string? id) => !string.IsNullOrEmpty(id) && id.Trim('.').Length > 0;

    private static string? Find(JsonElement id) => id.ValueKind switch
    {
        JsonValueKind.String => Find(id.GetString()),
        JsonValueKind.Number => Find(id.GetRawText()),
        _ => null,
    };
}
