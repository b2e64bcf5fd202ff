using System.Globalization;
using System.Text.Json;
using Tallyfy.Bot.Approvals;
using Tallyfy.Client.Forms;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// A form field's answer in words, whatever its type: the shapes are in Tallyfy's table of field types.
/// </summary>
internal static class FieldAnswer
{
    public static ApprovalField From(TallyfyFormField field)
    {
        var words = InWords(field.Value);
        var date = field.FieldType == "date"
            && DateTimeOffset.TryParse(words, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                ? at
                : (DateTimeOffset?)null;

        return new ApprovalField(field.Label, words, date)
        {
            Id = field.Id,
            Type = field.FieldType,
            Raw = ContentDigest.Canonical(field.Value),
            Form = FormOf(field).ToJson(),
            IsMissing = field.Required && !IsGiven(field.Value),
            IsPartlyUnsaid = field.Value is { } value && HasMoreThanWords(value),
        };
    }

    private static FieldForm FormOf(TallyfyFormField field) => new()
    {
        Guidance = field.Guidance,
        IsRequired = field.Required,
        MustAllBeChecked = field.MustAllBeChecked,
        HasTime = field.CollectsTime,
        Options =
        [
            .. field.Options.Select(option => new FieldOption(
                option.Id, option.Text, ContentDigest.Canonical(option.Value), option.Required)),
        ],
        Columns = [.. field.Columns.Select(column => column.Label)],
    };

    // Not the words: who was picked in an assignees field is an answer without any.
    private static bool IsGiven(JsonElement? value) => value switch
    {
        null or { ValueKind: JsonValueKind.Null or JsonValueKind.Undefined } => false,
        { ValueKind: JsonValueKind.String } text => text.GetString()!.Length > 0,
        { ValueKind: JsonValueKind.Array } items => items.GetArrayLength() > 0,
        _ => true,
    };

    private static string? InWords(JsonElement? value)
    {
        var words = value is { } given ? Words(given) : "";
        return string.IsNullOrWhiteSpace(words) ? null : words;
    }

    private static string Words(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString()!,
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        JsonValueKind.Array => string.Join(", ", value.EnumerateArray().Select(Words).Where(word => word.Length > 0)),
        JsonValueKind.Object => WordsOfObject(value),
        _ => "",
    };

    // An option has text, a file a name; who was picked in an assignees field is ids only, so it stays unsaid.
    private static string WordsOfObject(JsonElement value) => IsLeftAlone(value) ? "" : TextOf(value) ?? "";

    private static bool HasMoreThanWords(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => value.EnumerateArray().Any(HasMoreThanWords),
        JsonValueKind.Object => !IsLeftAlone(value) && TextOf(value) is null && value.EnumerateObject().Any(),
        _ => false,
    };

    // An option that nobody picked.
    private static bool IsLeftAlone(JsonElement value) =>
        value.TryGetProperty("selected", out var selected) && selected.ValueKind is JsonValueKind.False;

    private static string? TextOf(JsonElement value)
    {
        foreach (var name in (ReadOnlySpan<string>)["text", "filename", "name"])
        {
            if (value.TryGetProperty(name, out var text) && text.ValueKind is JsonValueKind.String)
                return text.GetString();
        }

        return null;
    }
}
