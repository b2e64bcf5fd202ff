using System.Text.Json;
using System.Text.Json.Nodes;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.People;

/// <summary>Members, as numbers or as objects.</summary>
internal sealed class UserIdsConverter : ReadingConverter<IReadOnlyList<long>>
{
    protected override IReadOnlyList<long> Read(JsonElement element, JsonSerializerOptions options) => Of(element);

    public static IReadOnlyList<long> Of(JsonElement element) =>
        [.. element.Items().Select(MemberIdConverter.Read).OfType<long>()];
}

/// <summary>The same where a member nobody can read is no reason to refuse what they came with.</summary>
internal sealed class UnderstoodUserIdsConverter : ReadingConverter<IReadOnlyList<long>>
{
    protected override IReadOnlyList<long> Read(JsonElement element, JsonSerializerOptions options) =>
        [.. element.Unwrap().ValueKind is JsonValueKind.Array or JsonValueKind.Object
            ? element.Items().Select(Find).OfType<long>()
            : []];

    private static long? Find(JsonElement item)
    {
        try
        {
            return MemberIdConverter.Read(item);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}

/// <summary>Guests, as e-mail addresses or as objects.</summary>
internal sealed class GuestsConverter : ReadingConverter<IReadOnlyList<string>>
{
    protected override IReadOnlyList<string> Read(JsonElement element, JsonSerializerOptions options) => Of(element);

    public static IReadOnlyList<string> Of(JsonElement element) =>
        [.. element.Items().Select(item => Names.Of(item, "email"))];
}

/// <summary>The three buckets of owners, any of which may be missing.</summary>
internal sealed class OwnersConverter : ReadingConverter<TallyfyOwners>, IDeciding, IInParts
{
    /// <summary>
    /// Those who can be read; null where these are no members and no groups, for then it would be nobody's.
    /// </summary>
    public JsonNode? PartOf(
        JsonElement element, JsonSerializerOptions options, string path, ICollection<string> unread)
    {
        unread.Add(path);
        if (element.Unwrap() is not { ValueKind: JsonValueKind.Object } owners)
            return null;

        var users = Readable(owners, "users", item => UserIdsConverter.Of(item));
        var groups = Readable(owners, "groups", GroupsOf);
        return users.Count + groups.Count == 0 ? null : new JsonObject
        {
            ["users"] = users,
            ["guests"] = Readable(owners, "guests", GuestsConverter.Of),
            ["groups"] = groups,
        };
    }

    protected override TallyfyOwners Read(JsonElement element, JsonSerializerOptions options)
    {
        var owners = element.Unwrap();
        return owners.ValueKind switch
        {
            JsonValueKind.Object => new TallyfyOwners(
                UserIdsConverter.Of(Bucket(owners, "users")),
                GuestsConverter.Of(Bucket(owners, "guests")),
                GroupsOf(Bucket(owners, "groups"))),
            JsonValueKind.Array when owners.GetArrayLength() == 0 => TallyfyOwners.None,
            _ => throw new JsonException("Owners have an unknown shape."),
        };
    }

    // All three buckets, always: one that is missing Tallyfy empties.
    public override void Write(Utf8JsonWriter writer, TallyfyOwners value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        Write(writer, "users", value.Users, writer.WriteNumberValue);
        Write(writer, "guests", value.Guests, writer.WriteStringValue);
        Write(writer, "groups", value.Groups, writer.WriteStringValue);
        writer.WriteEndObject();
    }

    private static void Write<T>(Utf8JsonWriter writer, string name, IReadOnlyList<T> bucket, Action<T> write)
    {
        writer.WriteStartArray(name);
        foreach (var owner in bucket)
            write(owner);
        writer.WriteEndArray();
    }

    private static IReadOnlyList<string> GroupsOf(JsonElement bucket) =>
        [.. bucket.Items().Select(item => Names.Id(item))];

    private static JsonArray Readable<T>(
        JsonElement owners, string name, Func<JsonElement, IReadOnlyList<T>> read) => new([
            .. Bucket(owners, name) is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } bucket
                ? bucket.Items().SelectMany(item => ReadOne(item, read)).Select(one => (JsonNode?)JsonValue.Create(one))
                : []]);

    private static IReadOnlyList<T> ReadOne<T>(JsonElement item, Func<JsonElement, IReadOnlyList<T>> read)
    {
        try
        {
            return read(JsonElement.Parse($"[{item.GetRawText()}]"));
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private static JsonElement Bucket(JsonElement owners, string name) =>
        owners.TryGetProperty(name, out var bucket) ? bucket : Empty;

    private static JsonElement Empty { get; } = JsonElement.Parse("[]");
}

/// <summary>What names a guest or a group: a bare text or number, or one property of an object.</summary>
file static class Names
{
    public static string Id(JsonElement element) =>
        Of(element, "id") is var id && WireId.IsOne(id) ? id : throw new JsonException("An owner's id is none.");

    public static string Of(JsonElement element, string property) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!,
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.Object when element.TryGetProperty(property, out var value)
            && value.ValueKind is JsonValueKind.String or JsonValueKind.Number => Of(value, property),
        _ => throw new JsonException("An owner has an unknown shape."),
    };
}
