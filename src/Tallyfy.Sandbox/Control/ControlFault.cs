using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Sandbox.Control;

/// <summary>What is wrong with a body, by the names that it has in JSON and not those of the program.</summary>
internal static class ControlFault
{
    private const int MostEdits = 2;
    private const int LongestName = 60;

    public static string Describe(JsonElement json, JsonTypeInfo type) =>
        Find(json, type, "The body") ?? "This body cannot be used.";

    private static string? Find(JsonElement json, JsonTypeInfo type, string name) => (type.Kind, json.ValueKind) switch
    {
        (JsonTypeInfoKind.Object, JsonValueKind.Object) => json.EnumerateObject()
            .Select(member => FindIn(member, type)).FirstOrDefault(fault => fault is not null),
        (JsonTypeInfoKind.Enumerable, JsonValueKind.Array) => json.EnumerateArray()
            .Select(one => Find(one, type.Options.GetTypeInfo(type.ElementType!), $"Each of {name}"))
            .FirstOrDefault(fault => fault is not null),
        _ => IsReadable(json, type) ? null : $"{name} has to be {Wanted(type)}.",
    };

    private static string? FindIn(JsonProperty member, JsonTypeInfo type)
    {
        if (type.Properties.FirstOrDefault(one => one.Name == member.Name) is { } known)
            return Find(member.Value, type.Options.GetTypeInfo(known.PropertyType), $"\"{known.Name}\"");

        var given = member.Name.Length > LongestName ? $"{member.Name[..LongestName]}…" : member.Name;
        var names = type.Properties.Select(one => one.Name).ToList();
        var near = names.Select(one => (Name: one, Edits: Edits(Plain(one), Plain(given))))
            .Where(one => one.Edits <= MostEdits).OrderBy(one => one.Edits).Select(one => one.Name).FirstOrDefault();
        return near is null
            ? $"There is no field \"{given}\". Known: {string.Join(", ", names)}."
            : $"There is no field \"{given}\". Did you mean \"{near}\"?";
    }

    private static bool IsReadable(JsonElement json, JsonTypeInfo type)
    {
        try
        {
            _ = json.Deserialize(type);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string Wanted(JsonTypeInfo type) => (Nullable.GetUnderlyingType(type.Type) ?? type.Type) switch
    {
        var plain when plain == typeof(string) => "a text",
        var plain when plain == typeof(bool) => "true or false",
        var plain when plain == typeof(int) || plain == typeof(long) => "a whole number",
        _ => type.Kind is JsonTypeInfoKind.Enumerable ? "a list" : "an object",
    };

    private static string Plain(string name) =>
        name.Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();

    private static int Edits(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();

        for (var i = 1; i <= left.Length; i++)
        {
            var corner = row[0]++;

            for (var j = 1; j <= right.Length; j++)
                (corner, row[j]) = (row[j], Math.Min(
                    Math.Min(row[j], row[j - 1]) + 1, corner + (left[i - 1] == right[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}
