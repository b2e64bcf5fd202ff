using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Cards;

/// <summary>A button whose tap comes back, with a verb of <see cref="CardAction"/>.</summary>
internal static class ActionButton
{
    public const string Execute = "Action.Execute";

    private const string Submit = "Action.Submit";

    /// <summary>Clients that know no Action.Execute submit instead, and a submit has its verb in the data.</summary>
    public static JsonObject Render(string title, string verb, string? style, string? idField = null, string? id = null)
    {
        var button = Begin(Execute, title, style);
        button[CardAction.VerbField] = verb;
        button["data"] = Ided([], idField, id);

        var fallback = Begin(Submit, title, style);
        fallback["data"] = Ided(new JsonObject { [CardAction.VerbField] = verb }, idField, id);
        button["fallback"] = fallback;
        return button;
    }

    private static JsonObject Ided(JsonObject data, string? idField, string? id)
    {
        if (idField is not null)
            data[idField] = id;

        return data;
    }

    private static JsonObject Begin(string type, string title, string? style)
    {
        var button = new JsonObject { ["type"] = type, ["title"] = title };

        if (style is not null)
            button["style"] = style;

        return button;
    }
}
