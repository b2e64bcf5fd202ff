using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Cards;

/// <summary>The few elements every card is built from, so that all of them look alike.</summary>
internal static class CardParts
{
    /// <summary>Longer titles are set one size smaller, or they fill the screen.</summary>
    private const int LongTitle = 120;

    private const int MaxLinkLength = 2_000;

    public static JsonObject Text(string markdown) => new()
    {
        ["type"] = "TextBlock",
        ["text"] = markdown,
        ["wrap"] = true,
    };

    public static JsonObject Quiet(string markdown)
    {
        var text = Text(markdown);
        text["isSubtle"] = true;
        text["size"] = "Small";
        return text;
    }

    public static JsonObject Title(string markdown)
    {
        var text = Text(markdown);
        text["style"] = "heading";
        text["size"] = markdown.Length > LongTitle ? "Medium" : "Large";
        text["weight"] = "Bolder";
        text["spacing"] = "Small";
        return text;
    }

    /// <summary>A coloured strip at the top; its words alone say everything, the colour only repeats it.</summary>
    public static JsonObject Banner(string style, string headline, string? explanation = null)
    {
        var strong = Text(headline);
        strong["weight"] = "Bolder";
        JsonArray items = [strong];

        if (explanation is not null)
        {
            var more = Text(explanation);
            more["spacing"] = "Small";
            items.Add((JsonNode)more);
        }

        return new JsonObject { ["type"] = "Container", ["style"] = style, ["bleed"] = true, ["items"] = items };
    }

    public static JsonObject? Facts(IEnumerable<(string Title, string Value)> facts)
    {
        JsonArray entries =
        [
            .. facts.Select(fact => new JsonObject { ["title"] = fact.Title, ["value"] = fact.Value }),
        ];

        return entries.Count == 0 ? null : new JsonObject { ["type"] = "FactSet", ["facts"] = entries };
    }

    public static JsonObject Separated(JsonObject element)
    {
        element["separator"] = true;
        element["spacing"] = "Medium";
        return element;
    }

    public static JsonObject? Actions(params IEnumerable<JsonObject?> actions)
    {
        JsonArray present = [.. actions.OfType<JsonObject>()];

        return present.Count == 0
            ? null
            : new JsonObject { ["type"] = "ActionSet", ["spacing"] = "Medium", ["actions"] = present };
    }

    /// <summary>Null for anything a browser should not be sent to.</summary>
    public static JsonObject? OpenUrl(string title, Uri? link) => IsWebAddress(link)
        ? new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = title, ["url"] = link!.AbsoluteUri }
        : null;

    private static bool IsWebAddress(Uri? link) =>
        link is { IsAbsoluteUri: true, AbsoluteUri.Length: <= MaxLinkLength }
        && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp);
}
