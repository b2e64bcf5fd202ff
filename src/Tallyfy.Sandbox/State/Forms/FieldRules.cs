using System.Text.Json;
using Tallyfy.Sandbox.Settings;

namespace Tallyfy.Sandbox.State.Forms;

/// <summary>What Tallyfy says to an answer, by the type of its field (docs/tallyfy-facts.md 7).</summary>
internal sealed class FieldRules(SandboxOptions options)
{
    private const string WrongChoice = "Invalid dropdown choice selected.";
    private static readonly string[] FileKeys = ["id", "full_url", "url"];

    public string? FindMistake(FormField field, JsonElement answer) => field.FieldType switch
    {
        _ when Clears(field, answer) => null,
        FieldTypes.Text => OfText(field, answer),
        FieldTypes.TextArea => OfTextArea(field, answer),
        FieldTypes.Date => OfDate(field, answer),
        FieldTypes.Radio => OfRadio(field, answer),
        FieldTypes.Dropdown => IsChoice(field, answer) ? null : WrongChoice,
        FieldTypes.MultiSelect => OfMultiSelect(field, answer),
        FieldTypes.Table => OfTable(field, answer),
        FieldTypes.Assignees => OfAssignees(field, answer),
        FieldTypes.File => OfFile(field, answer),
        // Nothing checks an e-mail field: a wrapper {"value": …} is stored as it is.
        _ => null,
    };

    /// <summary>What PHP calls empty takes an answer away, of whatever type the field is.</summary>
    public bool Clears(FormField field, JsonElement answer) => answer.ValueKind switch
    {
        JsonValueKind.Null or JsonValueKind.False => true,
        JsonValueKind.Number => answer.GetDouble() == 0,
        JsonValueKind.String => answer.GetString() is "0"
            || (answer.GetString() is "" && (field.FieldType != FieldTypes.Table || options.EmptyTable == "clears")),
        JsonValueKind.Array => answer.GetArrayLength() == 0,
        _ => false,
    };

    private string? OfText(FormField field, JsonElement answer)
    {
        var limit = options.TextLimits == "255-6000" ? 255 : 200;
        return answer.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array => $"The {field.Label} must be a text.",
            JsonValueKind.String when answer.GetString()?.Length > limit => TooLong(field, limit),
            _ => null,
        };
    }

    private string? OfTextArea(FormField field, JsonElement answer)
    {
        var limit = options.TextLimits == "255-6000" ? 6_000 : 30_000;
        if (answer.ValueKind != JsonValueKind.String)
            return $"The {field.Label} must be a string.";
        return answer.GetString()?.Length > limit ? TooLong(field, limit) : null;
    }

    private string? OfDate(FormField field, JsonElement answer) =>
        answer.ValueKind == JsonValueKind.String && RequestDate.Read(answer.GetString(), options) is not null
            ? null
            : $"The {field.Label} is not a valid date.";

    private static string? OfRadio(FormField field, JsonElement answer) =>
        FieldAnswer.Loosely(answer) is { } text && field.Options.Any(option => option.Text == text)
            ? null
            : $"The selected {field.Label} is invalid.";

    private static string? OfMultiSelect(FormField field, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array)
            return $"The {field.Label} must be an array.";
        return answer.EnumerateArray().All(item => IsChoice(field, item))
            ? null
            : $"The selected {field.Label} is invalid.";
    }

    /// <summary>Compared as loosely as PHP does: 2 and "2" are the same, as an id and as a text.</summary>
    private static bool IsChoice(FormField field, JsonElement item)
    {
        var id = FieldAnswer.Part(item, "id") is { } given ? BodyNumber.Read(given) : null;
        return FieldAnswer.Loosely(FieldAnswer.Part(item, "text")) is { } text
            && field.Options.Any(option => option.Id == id && option.Text == text);
    }

    private static string? OfTable(FormField field, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array)
            return "Invalid table field";
        if (answer.GetArrayLength() != field.Columns.Count)
            return "Number of columns does not match required columns";
        return answer.EnumerateArray().Any(cell => cell.ValueKind == JsonValueKind.Object)
            ? "Invalid table field"
            : null;
    }

    private static string? OfAssignees(FormField field, JsonElement answer)
    {
        var mistake = $"The {field.Label} must name users, guests and groups.";
        if (answer.ValueKind != JsonValueKind.Object)
            return mistake;

        var buckets = answer.EnumerateObject().Where(part => part.Name is "users" or "guests" or "groups").ToList();
        return buckets.Count > 0 && buckets.TrueForAll(IsBucket) ? null : mistake;
    }

    private static bool IsBucket(JsonProperty bucket) =>
        bucket.Value.ValueKind == JsonValueKind.Array
        && bucket.Value.EnumerateArray().All(item => bucket.Name == "users"
            ? BodyNumber.Read(item) is not null
            : item.ValueKind == JsonValueKind.String);

    private static string? OfFile(FormField field, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Array)
            return $"The {field.Label} must be an array.";
        return answer.EnumerateArray().All(IsFile) ? null : $"The {field.Label} must carry id, full_url or url.";
    }

    private static bool IsFile(JsonElement item) =>
        FileKeys.Any(name => FieldAnswer.Part(item, name) is { ValueKind: not JsonValueKind.Null });

    private static string TooLong(FormField field, int limit) =>
        $"The {field.Label} may not be greater than {limit} characters.";
}
