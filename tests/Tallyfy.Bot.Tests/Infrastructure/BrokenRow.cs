using System.Text.Json.Nodes;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>An answer of Tallyfy in which one member of one row is something else.</summary>
internal static class BrokenRow
{
    public const string Absent = "absent";

    /// <param name="body">A list, or one thing.</param>
    /// <param name="id">Which row.</param>
    /// <param name="member">Which member.</param>
    /// <param name="value">What it is instead, as JSON; or <see cref="Absent"/>.</param>
    public static string In(string body, string id, string member, string value)
    {
        // By a mark, because a tree of nodes holds no half of a character.
        const string Mark = "@@@";
        var root = JsonNode.Parse(body)!;
        var data = root["data"]!;

        foreach (var row in data is JsonArray rows ? rows : new JsonArray(data.DeepClone()))
        {
            if ($"{row!["id"]}" != id)
                continue;

            if (value == Absent)
                (data is JsonArray ? row : data).AsObject().Remove(member);
            else
                (data is JsonArray ? row : data)[member] = Mark;
        }

        return root.ToJsonString().Replace($"\"{Mark}\"", value, StringComparison.Ordinal);
    }
}
