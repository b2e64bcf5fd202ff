using System.Globalization;
using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Tests.Mutation;

/// <summary>One change to one place of a JSON text.</summary>
internal sealed record JsonMutation(string Path, string Kind, Func<JsonObject, string> Apply)
{
    // Put where a value stood; a number and the rest come in where a text is expected, and the other way round.
    private static readonly (string Kind, string Json)[] Values =
    [
        ("null", "null"),
        ("a number", "42"),
        ("another text", "\"x\""),
        ("an empty text", "\"\""),
        ("a list", "[]"),
        ("an object", "{}"),
        ("true", "true"),
    ];

    public override string ToString() => $"{Path}: {Kind}";

    /// <summary>
    /// Every place of the tree: lost, doubled, or with something else in it; and one more in each object.
    /// </summary>
    public static IEnumerable<JsonMutation> Of(JsonObject whole) => Places(whole, "").SelectMany(path => Values
        .Select(value => Put(path, value.Kind, JsonNode.Parse(value.Json)))
        .Append(new JsonMutation(path, "dropped", whole => Changed(whole, path, (parent, name) => parent.Remove(name))))
        .Append(new JsonMutation(path, "doubled", whole => Doubled(whole, path))))
        .Concat(Places(whole, "").Select(path => path[..(path.LastIndexOf('.') + 1)] + "stranger").Distinct()
            .Select(path => Put(path, "added", 7)));

    public static JsonMutation Put(string path, string kind, JsonNode? value) =>
        new(path, kind, whole => Changed(whole, path, (parent, name) => parent[name] = value?.DeepClone()));

    private static IEnumerable<string> Places(JsonObject parent, string prefix) => parent.SelectMany(member =>
        member.Value is JsonObject inner
            ? Places(inner, $"{prefix}{member.Key}.").Prepend(prefix + member.Key)
            : [prefix + member.Key]);

    private static string Changed(JsonObject whole, string path, Action<JsonObject, string> change)
    {
        var copy = whole.DeepClone().AsObject();
        var names = path.Split('.');
        change(names[..^1].Aggregate(copy, (parent, name) => parent[name]!.AsObject()), names[^1]);
        return copy.ToJsonString();
    }

    // A tree holds each name once, so the second is written into the text, where a mark keeps its place.
    private static string Doubled(JsonObject whole, string path)
    {
        const string Mark = "the-second-of-its-name";
        var name = path.Split('.')[^1];
        var value = "null";
        var marked = Changed(whole, path, (parent, key) =>
        {
            value = parent[key]?.ToJsonString() ?? "null";
            parent[Mark] = parent[key]?.DeepClone();
        });
        return marked.Replace(
            string.Create(CultureInfo.InvariantCulture, $"\"{Mark}\":{value}"),
            $"\"{name}\":{value}",
            StringComparison.Ordinal);
    }
}
