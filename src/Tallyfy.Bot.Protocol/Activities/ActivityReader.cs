using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;

namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// Turns a body into an activity, or says in one sentence why it is none. Unknown members are ignored.
/// </summary>
internal static class ActivityReader
{
    // A member that comes twice could be read one way by us and another way by whoever signed for it.
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    private static readonly string[] Demanded = ["type", "channelId", "serviceUrl", "from.id", "conversation.id"];

    /// <param name="json">As it came.</param>
    /// <param name="read">The same, without what could not be read and decides nothing.</param>
    public static Activity Read(ReadOnlyMemory<byte> json, out ReadOnlyMemory<byte> read)
    {
        if (json.IsEmpty)
            throw new ActivityFormatException("The body is empty; an activity in JSON is expected.");

        using var document = ParseDocument(WholeText.Replace(json));

        if (document.RootElement.ValueKind is not JsonValueKind.Object)
            throw new ActivityFormatException("The body is not a JSON object.");

        RefuseOtherCase(document.RootElement, ProtocolJson.Default.Activity);

        foreach (var path in Demanded)
            Demand(document.RootElement, path);

        read = json;
        var activity = TryRead(document.RootElement) ?? ReadTolerantly(document.RootElement, out read);

        return ActivityShape.FindMisshapen(activity) is { } misshapen
            ? throw new ActivityFormatException(
                $"The activity's '{misshapen}' is too long or holds characters that cannot be seen.")
            : activity;
    }

    // What nearly every activity is read by; null for one with anything in it that has another form.
    private static Activity? TryRead(JsonElement root)
    {
        try
        {
            var activity = root.Deserialize(ProtocolJson.Default.Activity)!;
            return HoldsNull([activity.MembersAdded, activity.MembersRemoved, activity.Attachments])
                || activity.Entities.Any(entity => !UnreadMembers.IsEntity(entity.ValueKind))
                || activity.LocalTimestamp is { } at && !UnreadMembers.IsInstant(at)
                    ? null
                    : activity;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Activity ReadTolerantly(JsonElement root, out ReadOnlyMemory<byte> read)
    {
        var written = new ArrayBufferWriter<byte>();

        using (var writer = new Utf8JsonWriter(written))
            UnreadMembers.LeaveOut(root).WriteTo(writer);

        read = written.WrittenMemory;

        try
        {
            return JsonSerializer.Deserialize(read.Span, ProtocolJson.Default.Activity)!;
        }
        catch (JsonException fault)
        {
            throw new ActivityFormatException(
                $"The activity's member '{KnownPath(fault.Path)}' is incomplete or has the wrong type.", fault);
        }
    }

    // The serializer keeps the promise of no null for members, not for the items of a list.
    private static bool HoldsNull(ReadOnlySpan<IEnumerable<object?>> lists)
    {
        foreach (var list in lists)
        {
            if (list.Contains(null))
                return true;
        }

        return false;
    }

    private static JsonDocument ParseDocument(ReadOnlyMemory<byte> json)
    {
        try
        {
            return IsUnicode(json.Span)
                ? JsonDocument.Parse(json, Strict)
                : throw new ActivityFormatException("The body holds text that is not valid Unicode.");
        }
        catch (JsonException fault)
        {
            var place = fault is { LineNumber: { } line, BytePositionInLine: { } at }
                ? $" (line {line + 1}, byte {at + 1})"
                : "";
            throw new ActivityFormatException(
                $"The body is not valid JSON{place}, nests deeper than 64 levels or repeats a member.", fault);
        }
    }

    // A reader that takes no notice of case (Newtonsoft's, which the SDK has) would see another sender in "From" than
    // we in "from". So a member that we read is written as the protocol writes it, and nothing beside it differs in
    // case only. What a card or a command carries is its own.
    private static void RefuseOtherCase(JsonElement element, JsonTypeInfo type)
    {
        if (element.ValueKind is JsonValueKind.Array && type.ElementType is { } item)
        {
            if (Find(item) is { } itemType)
            {
                foreach (var one in element.EnumerateArray())
                    RefuseOtherCase(one, itemType);
            }
        }
        else if (element.ValueKind is JsonValueKind.Object && type.Kind is JsonTypeInfoKind.Object)
            RefuseOtherCaseWithin(element, type);
    }

    private static void RefuseOtherCaseWithin(JsonElement element, JsonTypeInfo type)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

        foreach (var member in element.EnumerateObject())
        {
            var known = type.Properties.FirstOrDefault(
                one => one.Name.Equals(member.Name, StringComparison.OrdinalIgnoreCase));

            if (!names.Add(member.Name) || (known is not null && known.Name != member.Name))
                throw new ActivityFormatException(
                    $"The activity's member '{known?.Name ?? "(unknown)"}' is written in another case.");

            if (known is not null && Find(known.PropertyType) is { } memberType)
                RefuseOtherCase(member.Value, memberType);
        }
    }

    private static JsonTypeInfo? Find(Type type) => ProtocolJson.Default.GetTypeInfo(type);

    // The parser looks at text only when it is asked for, which would be in the middle of a decision.
    private static bool IsUnicode(ReadOnlySpan<byte> json)
    {
        if (!Utf8.IsValid(json))
            return false;

        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Strict.MaxDepth });

            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }

            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    private static void Demand(JsonElement element, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (element.ValueKind is not JsonValueKind.Object || !element.TryGetProperty(name, out element))
                throw new ActivityFormatException($"The activity lacks '{path}'.");
        }

        if (element.ValueKind is not JsonValueKind.String || string.IsNullOrWhiteSpace(element.GetString()))
            throw new ActivityFormatException($"The activity's '{path}' must be a text that is not empty.");
    }

    // "$.membersAdded[0].id" is made of our own names; only those are repeated, never a name the sender chose.
    private static string KnownPath(string? path) =>
        path is { Length: > 2 and < 80 } && path.StartsWith("$.", StringComparison.Ordinal) ? path[2..] : "(unknown)";
}
