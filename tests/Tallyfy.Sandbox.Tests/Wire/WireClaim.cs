using System.Diagnostics;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tallyfy.Sandbox.Tests.Wire;

/// <summary>The right half of an expectation: what must be true of a value. Nothing at all is <c>null</c>.</summary>
internal sealed partial record WireClaim(string Verb, string Operand)
{
    public static WireClaim? Parse(string words) =>
        Verbs().Match(words) is { Success: true } claim
            ? new(claim.Groups["verb"].Value, claim.Groups["operand"].Value)
            : null;

    /// <summary>The operand comes with its variables filled in.</summary>
    public bool IsMetBy(JsonElement? value, string operand) => Verb switch
    {
        "is absent" => value is null,
        "is nothing" => value is null or { ValueKind: JsonValueKind.Null },
        _ => value is { } found && IsMetByValue(found, operand),
    };

    private bool IsMetByValue(JsonElement value, string operand) => Verb switch
    {
        "=" => JsonElement.DeepEquals(value, Json(operand)),
        "is not" => !JsonElement.DeepEquals(value, Json(operand)),
        "is one of" => Json(operand).EnumerateArray().Any(one => JsonElement.DeepEquals(value, one)),
        "is at least" => value.ValueKind == JsonValueKind.Number && value.GetDouble() >= Json(operand).GetDouble(),
        "has" => Count(value) is { } count && $"{count} {(count == 1 ? "item" : "items")}" == operand,
        "contains" => Contains(value, Json(operand)),
        "lacks" => !Contains(value, Json(operand)),
        "matches" => value.ValueKind == JsonValueKind.String && Regex.IsMatch(value.GetString()!, operand),
        "is present" => true,
        "is empty" => Count(value) == 0 || value is { ValueKind: JsonValueKind.String } && value.GetString() == "",
        "is number" => value.ValueKind == JsonValueKind.Number,
        "is integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        "is text" => value.ValueKind == JsonValueKind.String && value.GetString() != "",
        "is boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False,
        "is object" => value.ValueKind == JsonValueKind.Object,
        "is array" => value.ValueKind == JsonValueKind.Array,
        "is null" => value.ValueKind == JsonValueKind.Null,
        "is hex" => value.ValueKind == JsonValueKind.String && HexId().IsMatch(value.GetString()!),
        "is instant" => value.ValueKind == JsonValueKind.String && Instant().IsMatch(value.GetString()!),
        _ => throw new UnreachableException(Verb),
    };

    private static int? Count(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.GetArrayLength(),
        JsonValueKind.Object => value.GetPropertyCount(),
        _ => null,
    };

    private static bool Contains(JsonElement value, JsonElement part) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(item => JsonElement.DeepEquals(item, part)),
        JsonValueKind.String => value.GetString()!.Contains(part.GetString()!, StringComparison.OrdinalIgnoreCase),
        _ => false,
    };

    private static JsonElement Json(string text) => JsonElement.Parse(text);

    [GeneratedRegex(
        @"^((?<verb>=|is not|is one of|is at least|contains|lacks|matches) (?<operand>.+)" +
        @"|(?<verb>has) (?<operand>\d+ items?)" +
        "|(?<verb>is (absent|nothing|present|empty|number|integer|text|boolean|object|array|null|hex|instant)))$")]
    private static partial Regex Verbs();

    [GeneratedRegex("^[0-9a-f]{32}$")]
    private static partial Regex HexId();

    // Section 1.5: ISO 8601 in UTC with Z, with or without milliseconds.
    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z$")]
    private static partial Regex Instant();
}
