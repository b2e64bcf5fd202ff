using System.Text;
using System.Text.Json.Nodes;

namespace Tallyfy.Client.Tests.Fuzz;

/// <summary>One thing done to an answer: a value exchanged, a property lost, bytes changed, the end cut off.</summary>
internal sealed record Damage(int Kind, int Place, int Choice)
{
    // What PHP, proxies and attackers put where something else should be.
    private static readonly string[] Values =
    [
        "null", "true", "false", "0", "1", "-1", "7", "1.5", "1e400", "9223372036854775808",
        "12345678901234567890123",
        "\"\"", "\" \"", "\"0\"", "\"1001\"", "\"-7\"", "\"ana\"", "\"\\ud800\"", "\"\\u0000\"",
        "\"a\\udc00\\ud800\\u0000\\\\u0000\"", "\"\\u202e<b>x</b>\"",
        "\"2026-03-02 12:00:00\"", "\"2026-03-02T12:00:00+14:00\"", "\"0001-01-01T00:00:00+14:00\"",
        "\"9999-12-31T23:59:59-14:00\"", "\"0000-00-00 00:00:00\"", "\"12:00\"", "\"completed\"", "\"Stack trace: #0\"",
        "[]", "{}", "[[]]", "[null]", "[1,\"2\",{\"id\":3}]", "{\"data\":[]}", "{\"data\":null}", "{\"data\":{}}",
        "{\"data\":{\"data\":{\"data\":[]}}}", "{\"id\":null}", "{\"id\":\"x\"}", "{\"id\":{\"id\":7}}",
        "{\"0\":1,\"2\":2}",
        "{\"\\ud800\":\"\\udfff\"}", "{\"a\":{\"b\":[{\"c\":\"d\"}]}}",
    ];

    public string Apply(string json) => Kind switch
    {
        0 or 1 or 2 => Exchange(json, Value()),
        3 => Exchange(json, null),
        4 => json[..(json.Length == 0 ? 0 : Place % json.Length)],
        5 => json.Insert(Place % (json.Length + 1), Value()),
        6 => json.Length == 0 ? "x" : json.Remove(Place % json.Length, 1),
        7 => json.Length == 0 ? "x" : Replaced(json, (char)(Choice % 0x2ff)),
        8 => Deep(json),
        _ => json + Value(),
    };

    private string Value() => Values[Choice % Values.Length];

    private string Replaced(string json, char sign) =>
        new StringBuilder(json) { [Place % json.Length] = sign }.ToString();

    // Around the parser's own limit of 64, on either side of it.
    private string Deep(string json)
    {
        var depth = 50 + Choice % 40;
        return Exchange(json, new string('[', depth) + new string(']', depth));
    }

    private string Exchange(string json, string? value)
    {
        try
        {
            return JsonNode.Parse(json) is { } root ? Exchange(root, value) : value ?? "";
        }
        catch (Exception exception)
            when (exception is System.Text.Json.JsonException or ArgumentException or InvalidOperationException)
        {
            return json; // too damaged already for a tree of nodes
        }
    }

    private string Exchange(JsonNode root, string? value)
    {
        var places = Places(root).ToList();
        if (places.Count == 0)
            return value ?? "";

        var (parent, key) = places[Place % places.Count];
        // A mark, because some of the values cannot be held by a tree of nodes.
        const string Mark = "\"@@@\"";
        if (parent is JsonObject holder)
        {
            if (value is null)
                holder.Remove(key);
            else
                holder[key] = "@@@";
        }
        else if (parent is JsonArray list)
        {
            list[int.Parse(key, System.Globalization.CultureInfo.InvariantCulture)] = "@@@";
        }

        return root.ToJsonString().Replace(Mark, value ?? "null", StringComparison.Ordinal);
    }

    private static IEnumerable<(JsonNode Parent, string Key)> Places(JsonNode root)
    {
        IEnumerable<(string Key, JsonNode? Value)> children = root switch
        {
            JsonObject holder => holder.Select(pair => (pair.Key, pair.Value)),
            JsonArray list => list.Select((item, index) =>
                (index.ToString(System.Globalization.CultureInfo.InvariantCulture), item)),
            _ => [],
        };
        foreach (var (key, value) in children.ToList())
        {
            yield return (root, key);
            foreach (var inner in value is null ? [] : Places(value))
                yield return inner;
        }
    }
}
