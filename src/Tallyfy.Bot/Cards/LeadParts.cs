using System.Text.Json.Nodes;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What stands above whatever is asked: at the first contact what this is and does, before anybody is to say who they
/// are; later the answer to what they wrote instead of one.
/// </summary>
internal static class LeadParts
{
    /// <summary>The card's heading, below its lead.</summary>
    public static IEnumerable<JsonObject?> Above(string heading, CardLead? lead, CardTexts texts, CardLimits limits) =>
        lead switch
        {
            CardLead.Greeting =>
                [CardParts.Title(texts.Greeting), CardParts.Text(texts.WhatTheBotDoes), Below(heading)],
            CardLead.Help(var commands) =>
            [
                CardParts.Title(texts.HelpHeading),
                CardParts.Text(texts.WhatTheBotDoes),
                .. HelpCard.Commands(commands, texts, limits),
                Below(heading),
            ],
            CardLead.Words(var text) => [CardParts.Text(text), Below(heading)],
            _ => [CardParts.Title(heading)],
        };

    public static string Summary(string heading, CardLead? lead, CardTexts texts) => lead switch
    {
        CardLead.Greeting => $"{texts.Greeting}. {heading}",
        CardLead.Help => $"{texts.HelpHeading}. {heading}",
        CardLead.Words(var text) => $"{text} {heading}",
        _ => heading,
    };

    private static JsonObject Below(string heading)
    {
        var title = CardParts.Separated(CardParts.Title(heading));
        title["size"] = "Medium";
        return title;
    }
}
