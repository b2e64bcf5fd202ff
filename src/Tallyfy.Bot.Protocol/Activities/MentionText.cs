using System.Text.Json;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>Takes one account's mentions out of a message.</summary>
internal static class MentionText
{
    public static string Remove(string? text, string? accountId, IReadOnlyList<JsonElement> entities)
    {
        if (string.IsNullOrEmpty(text))
            return "";

        foreach (var mention in entities.Where(entity => Names(entity, accountId)))
            text = text.Replace(Member(mention, "text")!, " ", StringComparison.OrdinalIgnoreCase);

        return text.Trim();
    }

    private static bool Names(JsonElement entity, string? accountId) =>
        Member(entity, "type") == "mention"
        && entity.TryGetProperty("mentioned", out var mentioned)
        && Member(mentioned, "id") is { } id && id == accountId
        && Member(entity, "text") is { Length: > 0 };

    private static string? Member(JsonElement parent, string name) =>
        parent.ValueKind is JsonValueKind.Object
        && parent.TryGetProperty(name, out var member)
        && member.ValueKind is JsonValueKind.String
            ? member.GetString()
            : null;
}
