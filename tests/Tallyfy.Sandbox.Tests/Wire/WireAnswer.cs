using System.Text.Json;
using System.Text.RegularExpressions;

namespace Tallyfy.Sandbox.Tests.Wire;

/// <summary>An answer as a script sees it: a status, headers, a body, and paths into them.</summary>
internal sealed partial record WireAnswer(int Status, IReadOnlyDictionary<string, string> Headers, string Text)
{
    /// <summary>
    /// <c>header Retry-After</c>, <c>text</c>, or <c>body.data[0].id</c>, where brackets also take
    /// <c>[*]</c> for every item and <c>[email="a@b.c"]</c> for the first that has it.
    /// </summary>
    public const string Path =
        @"(header [\w-]+|text|body(\.([\w-]+|\{\{\w+\}\})|\[(\*|\d+|\w+=(\[[^\]]*\]|[^\[\]]+))\])*)";

    /// <summary>What is at a path: one value or nothing, or as many as <c>[*]</c> finds.</summary>
    public IReadOnlyList<JsonElement?> At(string path)
    {
        if (path == "text")
            return [JsonSerializer.SerializeToElement(Text)];
        if (path.StartsWith("header ", StringComparison.Ordinal))
            return [Headers.TryGetValue(path["header ".Length..], out var header)
                ? JsonSerializer.SerializeToElement(header)
                : null];

        IEnumerable<JsonElement?> found = [TryRead(Text)];
        foreach (Match segment in Segment().Matches(path["body".Length..]))
            found = found.SelectMany(value => Step(value, segment)).ToList();
        return [.. found];
    }

    public override string ToString() => $"{Status} {(Text.Length > 700 ? Text[..700] + "…" : Text)}";

    private static IEnumerable<JsonElement?> Step(JsonElement? value, Match segment)
    {
        if (value is not { } from)
            return [null];
        if (segment.Groups["name"] is { Success: true, Value: var name })
            return [from.ValueKind == JsonValueKind.Object && from.TryGetProperty(name, out var inner) ? inner : null];
        if (from.ValueKind != JsonValueKind.Array)
            return [null];
        if (segment.Groups["every"].Success)
            return [.. from.EnumerateArray()];
        if (segment.Groups["index"] is { Success: true, Value: var index })
            return [int.Parse(index, null) < from.GetArrayLength() ? from[int.Parse(index, null)] : null];

        var wanted = JsonElement.Parse(segment.Groups["value"].Value);
        var key = segment.Groups["key"].Value;
        var items = from.EnumerateArray().Where(item => Has(item, key, wanted));
        return [items.Select(item => (JsonElement?)item).FirstOrDefault()];
    }

    private static bool Has(JsonElement item, string key, JsonElement wanted) =>
        item.ValueKind == JsonValueKind.Object &&
        item.TryGetProperty(key, out var value) &&
        JsonElement.DeepEquals(value, wanted);

    private static JsonElement? TryRead(string text)
    {
        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\.(?<name>[\w-]+)|\[((?<every>\*)|(?<index>\d+)|(?<key>\w+)=(?<value>\[[^\]]*\]|[^\[\]]+))\]")]
    private static partial Regex Segment();
}
