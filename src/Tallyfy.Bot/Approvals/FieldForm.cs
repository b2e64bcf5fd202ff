using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tallyfy.Bot.Approvals;

/// <summary>What may be answered to a form field: what Tallyfy says of the field beside its answer.</summary>
internal sealed record FieldForm
{
    /// <summary>A hint for whoever answers, Tallyfy's own HTML, untrusted.</summary>
    public string? Guidance { get; init; }

    public bool IsRequired { get; init; }

    /// <summary>Every choice of a multiselect has to be ticked.</summary>
    public bool MustAllBeChecked { get; init; }

    /// <summary>A date has a time of day.</summary>
    public bool HasTime { get; init; }

    public IReadOnlyList<FieldOption> Options { get; init; } = [];

    /// <summary>Headings of a table, from the left.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>As text, so that two fields with the same form are equal.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, FieldFormJson.Default.FieldForm);

    /// <summary>Of a field whose form was not kept it is empty.</summary>
    public static FieldForm Of(ApprovalField field) => field.Form is { } json
        ? JsonSerializer.Deserialize(json, FieldFormJson.Default.FieldForm)!
        : new FieldForm();
}

/// <summary>One choice: it goes back to Tallyfy as it came.</summary>
/// <param name="Id">Its number within the field.</param>
/// <param name="Text">Its words.</param>
/// <param name="Value">What the template attached to it, as JSON; null when that is nothing.</param>
/// <param name="IsRequired">Whether a multiselect must have it; null when Tallyfy does not say.</param>
internal sealed record FieldOption(long? Id, string Text, string? Value, bool? IsRequired);

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault)]
[JsonSerializable(typeof(FieldForm))]
internal sealed partial class FieldFormJson : JsonSerializerContext;
