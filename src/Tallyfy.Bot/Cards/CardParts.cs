using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Texts;

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

    /// <summary>What must not be overlooked; its words say why.</summary>
    public static JsonObject Accent(string markdown)
    {
        var text = Strong(markdown);
        text["color"] = "Accent";
        return text;
    }

    public static JsonObject Strong(string markdown)
    {
        var text = Text(markdown);
        text["weight"] = "Bolder";
        return text;
    }

    /// <summary>Side by side; a column is as wide as its words, or takes what is left.</summary>
    public static JsonObject Columns(params IEnumerable<(string Width, JsonObject[] Items)> columns) => new()
    {
        ["type"] = "ColumnSet",
        ["columns"] = new JsonArray(
        [
            .. columns.Select(column => new JsonObject
            {
                ["type"] = "Column",
                ["width"] = column.Width,
                ["items"] = new JsonArray([.. column.Items]),
            }),
        ]),
    };

    /// <summary>A line that shows or hides others, at the client and without asking us.</summary>
    public static JsonObject Toggle(string id, string words, bool isVisible, params string[] targets)
    {
        var line = Text(words);
        line["color"] = "Accent";
        return new JsonObject
        {
            ["type"] = "Container",
            ["id"] = id,
            ["isVisible"] = isVisible,
            ["items"] = new JsonArray(line),
            ["selectAction"] = new JsonObject
            {
                ["type"] = "Action.ToggleVisibility",
                ["title"] = words,
                ["targetElements"] = new JsonArray([.. targets.Select(target => JsonValue.Create(target))]),
            },
        };
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

    /// <summary>A coloured strip; its words alone say everything, the colour only repeats it.</summary>
    public static JsonObject Banner(
        string style, string headline, string? explanation = null, params IEnumerable<JsonObject?> more)
    {
        var strong = Text(headline);
        strong["weight"] = "Bolder";
        JsonArray items = [strong];

        if (explanation is not null)
        {
            var meaning = Text(explanation);
            meaning["spacing"] = "Small";
            items.Add((JsonNode)meaning);
        }

        foreach (var element in more.OfType<JsonObject>())
            items.Add((JsonNode)element);

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

    /// <summary>Words that lead somewhere, in Markdown; brackets in them would end the link.</summary>
    public static string Link(string words, Uri address)
    {
        var label = new StringBuilder();
        MarkdownEscape.Append(
            label, words.Replace('[', '(').Replace(']', ')'), ' ', ']', isInsideLink: true);
        return $"[{ForeignText.Isolate(label.ToString())}]({address.AbsoluteUri})";
    }

    public static bool IsWebAddress(Uri? link) =>
        link is { IsAbsoluteUri: true, AbsoluteUri.Length: <= MaxLinkLength }
        && (link.Scheme == Uri.UriSchemeHttps || link.Scheme == Uri.UriSchemeHttp);
}
