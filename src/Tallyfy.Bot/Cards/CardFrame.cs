using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Cards;

/// <summary>
/// What all cards have in common: schema, words for old clients and for the ear, and the size they keep.
/// </summary>
internal static class CardFrame
{
    /// <summary>
    /// Teams splits hairs between 28 and 100 KB by path and age; this passes everywhere, however the text is encoded.
    /// </summary>
    public const int MaxBytes = 25_000;

    private const int SummaryLimit = 150;

    /// <summary>
    /// Renders shorter and shorter until the card is small enough, and by as much shorter again as was asked for.
    /// </summary>
    public static CardMessage Fit(CardViewer viewer, Func<CardLimits, CardMessage> render)
    {
        var level = 0;
        var message = render(CardLimits.Levels[level]);

        while (Measure(message) > MaxBytes && level < CardLimits.Shortest)
            message = render(CardLimits.Levels[++level]);

        if (Measure(message) > MaxBytes)
            throw new UnreachableException("The last level bounds every part of a card");

        return viewer.Shorter == 0
            ? message
            : render(CardLimits.Levels[Math.Min(level + viewer.Shorter, CardLimits.Shortest)]);
    }

    /// <summary>UTF-8 bytes with every letter beyond ASCII escaped: no serializer makes it longer.</summary>
    public static int Measure(CardMessage message) => Encoding.UTF8.GetByteCount(message.Card.ToJsonString());

    /// <summary>
    /// <paramref name="summary"/> is the toast's text, and what a client shows or speaks that cannot show the card.
    /// </summary>
    public static CardMessage Message(string summary, IReadOnlyList<JsonObject?> body, JsonObject? refresh = null)
    {
        var words = ForeignText.Cut(summary, SummaryLimit);
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
            ["version"] = "1.5",
            ["fallbackText"] = MarkdownEscape.Escape(words),
            ["speak"] = words,
            ["body"] = new JsonArray([.. body.OfType<JsonObject>()]),
        };

        if (refresh is not null)
            card["refresh"] = refresh;

        return new CardMessage(card, words);
    }
}
