using System.Text.Json.Nodes;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What stands above whatever is asked at the first contact: what this is and does, before anybody is to say who they
/// are.
/// </summary>
internal static class GreetingParts
{
    /// <summary>The card's heading, below a hello where it is the first that its reader sees.</summary>
    public static IEnumerable<JsonObject> Above(string heading, bool isFirst, CardTexts texts) => isFirst
        ? [CardParts.Title(texts.Greeting), CardParts.Text(texts.WhatTheBotDoes), Below(heading)]
        : [CardParts.Title(heading)];

    public static string Summary(string heading, bool isFirst, CardTexts texts) =>
        isFirst ? $"{texts.Greeting}. {heading}" : heading;

    private static JsonObject Below(string heading)
    {
        var title = CardParts.Separated(CardParts.Title(heading));
        title["size"] = "Medium";
        return title;
    }
}
