using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Cards;

/// <summary>One card ready to leave: the card alone in its activity, and the toast's text beside it.</summary>
internal sealed record CardMessage(JsonObject Card, string Summary);
