using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Client.Json;

/// <summary>What can be read of a row that as a whole cannot.</summary>
internal static class ReadableParts
{
    /// <summary>
    /// The row with each member that can be read, or of which a part can. What something is decided by stays in it as
    /// it is, so that the row still cannot be read where that is why.
    /// </summary>
    /// <param name="row">An object.</param>
    /// <param name="type">What it should be.</param>
    /// <param name="path">What stands before the names of its members.</param>
    /// <param name="unread">Gets the names of those that cannot be read.</param>
    public static JsonObject Of(JsonElement row, JsonTypeInfo type, string path, ICollection<string> unread)
    {
        var required = Required(row, type);
        var parts = (JsonObject)required.DeepClone();
        if (!Reads(required, type))
        {
            foreach (var member in type.Properties.Where(member => member.IsRequired))
                unread.Add(path + member.Name);

            return parts;
        }

        foreach (var member in type.Properties.Where(member => !member.IsRequired))
        {
            if (!row.TryGetProperty(member.Name, out var value))
                continue;

            if (ReadsWith(required, member, Node(value), type))
                parts[member.Name] = Node(value);
            else if (PartOf(member, value, path, unread) is { } part && ReadsWith(required, member, part, type))
                parts[member.Name] = part.DeepClone();
            else if (ConverterOf(member) is IDeciding)
                parts[member.Name] = Node(value);
        }

        return parts;
    }

    public static bool Reads(JsonObject row, JsonTypeInfo type)
    {
        try
        {
            return row.Deserialize(type) is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    // By itself, so that one that cannot be read is not taken for another.
    private static bool ReadsWith(JsonObject required, JsonPropertyInfo member, JsonNode? value, JsonTypeInfo type)
    {
        required[member.Name] = value;
        var reads = Reads(required, type);
        required.Remove(member.Name);
        return reads;
    }

    private static JsonNode? PartOf(
        JsonPropertyInfo member, JsonElement value, string path, ICollection<string> unread)
    {
        var name = path + member.Name;
        var before = unread.Count;
        var part = (ConverterOf(member) as IInParts)?.PartOf(value, member.Options, name, unread);
        if (unread.Count == before)
            unread.Add(name);

        return part;
    }

    private static object ConverterOf(JsonPropertyInfo member) =>
        member.CustomConverter ?? member.Options.GetConverter(member.PropertyType);

    private static JsonObject Required(JsonElement row, JsonTypeInfo type)
    {
        var required = new JsonObject();
        foreach (var member in type.Properties.Where(member => member.IsRequired))
        {
            if (row.TryGetProperty(member.Name, out var value))
                required[member.Name] = Node(value);
        }

        return required;
    }

    private static JsonNode? Node(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => JsonObject.Create(element),
        JsonValueKind.Array => JsonArray.Create(element),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };
}
