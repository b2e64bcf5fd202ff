using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Tallyfy.Bot.Approvals;

/// <summary>One value for what a person saw: title, description and form values in one canonical form.</summary>
internal static class ContentDigest
{
    public static string For(ApprovalContent content)
    {
        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
            Write(json, content);

        return Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
    }

    /// <summary>Tallyfy does not promise an order of members; a different order is not a different answer.</summary>
    public static string? Canonical(JsonElement? value)
    {
        if (value is null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined })
            return null;

        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
            WriteSorted(json, value.Value);

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, ApprovalContent content)
    {
        json.WriteStartArray();
        json.WriteStringValue(content.Title);
        json.WriteStringValue(content.DescriptionHtml);

        foreach (var field in content.Fields.OrderBy(field => field.Id, StringComparer.Ordinal))
        {
            json.WriteStartArray();
            json.WriteStringValue(field.Id);
            json.WriteStringValue(field.Label);

            if (field.Raw is { } answer)
                json.WriteRawValue(answer);
            else
                json.WriteNullValue();

            json.WriteEndArray();
        }

        // What cannot be read may be anything: a person who was not told so decided about something else.
        if (content.Unread.HasFlag(UnreadContent.Title))
            json.WriteStringValue("title");

        if (content.Unread.HasFlag(UnreadContent.Description))
            json.WriteStringValue("summary");

        if (content.Unread.HasFlag(UnreadContent.Fields))
            json.WriteStringValue("form_fields");

        json.WriteEndArray();
    }

    private static void WriteSorted(Utf8JsonWriter json, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                json.WriteStartObject();

                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    json.WritePropertyName(member.Name);
                    WriteSorted(json, member.Value);
                }

                json.WriteEndObject();
                break;

            case JsonValueKind.Array:
                json.WriteStartArray();

                foreach (var item in value.EnumerateArray())
                    WriteSorted(json, item);

                json.WriteEndArray();
                break;

            default:
                value.WriteTo(json);
                break;
        }
    }
}
