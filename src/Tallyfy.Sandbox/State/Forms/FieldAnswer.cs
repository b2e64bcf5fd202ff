using System.Text.Json;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>What a stored answer says: whether it is one, which choices it ticks, how it reads as text.</summary>
internal static class FieldAnswer
{
    private static readonly string[] AssigneeBuckets = ["users", "guests", "groups"];

    public static bool IsGiven(string type, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.Undefined => false,
        JsonValueKind.String => answer.GetString() is { Length: > 0 },
        JsonValueKind.Array => type == FieldTypes.MultiSelect ? Chosen(answer).Any() : answer.GetArrayLength() > 0,
        JsonValueKind.Object when type == FieldTypes.Assignees =>
            AssigneeBuckets.Any(bucket => Items(answer, bucket).Any()),
        _ => true,
    };

    /// <summary>The texts of the choices that carry <c>selected: true</c>; others are kept but render empty.</summary>
    public static IEnumerable<string> Chosen(JsonElement answer) =>
        answer.ValueKind != JsonValueKind.Array
            ? []
            : answer.EnumerateArray()
                .Where(item => Part(item, "selected") is { ValueKind: JsonValueKind.True })
                .Select(item => Text(Part(item, "text")));

    /// <summary>How conditions of rules read it: one text for each thing answered.</summary>
    public static IReadOnlyList<string> Texts(string type, JsonElement? answer)
    {
        if (answer is not { } given || !IsGiven(type, given))
            return [];

        return type switch
        {
            FieldTypes.MultiSelect => [.. Chosen(given)],
            FieldTypes.Dropdown => [Text(Part(given, "text"))],
            FieldTypes.File when given.ValueKind == JsonValueKind.Array =>
                [.. given.EnumerateArray().Select(item => Text(Part(item, "filename")))],
            FieldTypes.Assignees =>
                [.. AssigneeBuckets.SelectMany(bucket => Items(given, bucket)).Select(item => Text(item))],
            _ when given.ValueKind == JsonValueKind.Array => [.. given.EnumerateArray().Select(item => Text(item))],
            _ => [Text(given)],
        };
    }

    /// <summary>A text or number as PHP turns it into a text; nothing for what is neither.</summary>
    public static string? Loosely(JsonElement? value) => value switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString(),
        { ValueKind: JsonValueKind.Number } number => number.GetRawText(),
        { ValueKind: JsonValueKind.True } => "1",
        _ => null,
    };

    public static JsonElement? Part(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var part) ? part : null;

    private static IEnumerable<JsonElement> Items(JsonElement answer, string bucket) =>
        Part(answer, bucket) is { ValueKind: JsonValueKind.Array } list ? list.EnumerateArray() : [];

    private static string Text(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null } => "",
        { ValueKind: JsonValueKind.String } text => text.GetString() ?? "",
        { } other => other.GetRawText(),
    };
}
