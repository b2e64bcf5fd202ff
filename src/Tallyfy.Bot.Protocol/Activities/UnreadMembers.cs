using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// Leaves out of an activity what cannot be read and decides nothing: one member of an odd form takes nobody's tap. Who
/// did what, where and to whom stays as it came, and is refused where it cannot be read.
/// </summary>
internal static class UnreadMembers
{
    private static readonly string[] OfAccount =
    [
        "", ".id", ".aadObjectId", ".role", ".agenticUserId", ".agenticAppId", ".agenticAppInstanceId",
        ".agenticAppBlueprintId",
    ];

    private static readonly HashSet<string> Deciding =
    [
        "type", "channelId", "serviceUrl", "name", "action",
        .. OfAccount.Select(member => $"from{member}"),
        .. OfAccount.Select(member => $"recipient{member}"),
        "conversation", "conversation.id", "conversation.conversationType", "conversation.tenantId",
        "channelData.tenant", "channelData.tenant.id", "channelData.agenticUserId", "channelData.agenticAppId",
    ];

    // These two are kept as they came, and other readers demand more of them.
    public static bool IsEntity(JsonValueKind kind) => kind is JsonValueKind.Object;

    public static bool IsInstant(JsonElement value) =>
        value.ValueKind is JsonValueKind.String
        && DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, out _);

    public static JsonObject LeaveOut(JsonElement activity)
    {
        var kept = JsonObject.Create(activity)!;
        LeaveOut(kept, ProtocolJson.Default.Activity, "");
        return kept;
    }

    private static void LeaveOut(JsonNode? node, JsonTypeInfo type, string path)
    {
        switch (node)
        {
            case JsonObject members when type.Kind is JsonTypeInfoKind.Object:
                foreach (var known in type.Properties)
                {
                    if (members.TryGetPropertyValue(known.Name, out var member) && member is not null
                        && !IsKept(member, known.PropertyType, path.Length == 0 ? known.Name : $"{path}.{known.Name}"))
                        members.Remove(known.Name);
                }

                break;

            case JsonArray items when type.ElementType is { } item:
                for (var at = items.Count - 1; at >= 0; at--)
                {
                    if (!IsKept(items[at], item, $"{path}[]"))
                        items.RemoveAt(at);
                }

                break;
        }
    }

    // A part that holds what decides is not left out as a whole.
    private static bool IsKept(JsonNode? node, Type expected, string path)
    {
        if (ProtocolJson.Default.GetTypeInfo(expected) is not { } type)
            return true;

        LeaveOut(node, type, path);

        return path switch
        {
            "entities[]" => node is not null && IsEntity(node.GetValueKind()),
            "localTimestamp" => node is not null && IsInstant(JsonElement.Parse(node.ToJsonString())),
            _ => IsDecidingOrReadable(node, type, path),
        };
    }

    private static bool IsDecidingOrReadable(JsonNode? node, JsonTypeInfo type, string path) =>
        Deciding.Contains(path)
            || (node is JsonObject && Deciding.Any(one => one.StartsWith($"{path}.", StringComparison.Ordinal)))
            || IsReadable(node, type);

    private static bool IsReadable(JsonNode? node, JsonTypeInfo type)
    {
        try
        {
            return node.Deserialize(type) is not null;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
