using System.Security.Cryptography;
using System.Text.Json;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Intake;

/// <summary>One value for what a person saw: title, description and form values in one canonical form.</summary>
internal static class ContentDigest
{
    public static string For(TallyfyTask task)
    {
        using var buffer = new MemoryStream();

        using (var json = new Utf8JsonWriter(buffer))
            Write(json, task);

        return Convert.ToHexStringLower(SHA256.HashData(buffer.ToArray()));
    }

    private static void Write(Utf8JsonWriter json, TallyfyTask task)
    {
        json.WriteStartArray();
        json.WriteStringValue(task.Title);
        json.WriteStringValue(task.Summary);

        foreach (var field in task.FormFields.OrderBy(field => field.Id, StringComparer.Ordinal))
        {
            json.WriteStartArray();
            json.WriteStringValue(field.Id);
            json.WriteStringValue(field.Label);
            WriteSorted(json, field.Value ?? default);
            json.WriteEndArray();
        }

        // What cannot be read may be anything: a person who was not told so decided about something else.
        foreach (var name in task.Unread.Where(name => name is "title" or "summary" or "form_fields"))
            json.WriteStringValue(name);

        json.WriteEndArray();
    }

    // Tallyfy does not promise an order of members; a different order is not a different answer.
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

            case JsonValueKind.Undefined:
                json.WriteNullValue();
                break;

            default:
                value.WriteTo(json);
                break;
        }
    }
}
