using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Tests.Infrastructure.Cards;

/// <summary>Reads a card the way a person and a client do.</summary>
internal static class CardWords
{
    private static readonly string[] Written = ["text", "title", "value", "label", "placeholder"];

    public static string Of(JsonNode? node) => string.Join(" ", Texts(node));

    public static JsonObject? FindAction(JsonNode? node, string verb) =>
        Objects(node).FirstOrDefault(
            found => (string?)found["type"] == "Action.Execute" && (string?)found["verb"] == verb);

    /// <summary>By its name: words that come back stand under an id that has more behind it.</summary>
    public static JsonObject? FindInput(JsonNode? node, string name) =>
        Objects(node).FirstOrDefault(found => ((string?)found["id"])?.Split('#')[0] == name);

    private static IEnumerable<string> Texts(JsonNode? node) => Objects(node)
        .SelectMany(found => found.Where(member => Written.Contains(member.Key)))
        .Select(member => member.Value is JsonValue value && value.TryGetValue<string>(out var text) ? text : null)
        .OfType<string>();

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject found => [found, .. found.SelectMany(member => Objects(member.Value))],
        JsonArray items => items.SelectMany(Objects),
        _ => [],
    };
}
