using System.Text.Json;
using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Forms;

/// <summary>A form field of a task, with its answer.</summary>
public sealed record TallyfyFormField
{
    /// <summary>Tallyfy's id of the field.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Id of the task it belongs to; only the fields of a whole run say.</summary>
    [JsonConverter(typeof(OptionalIdConverter))]
    public string? TaskId { get; init; }

    /// <summary>Its name in templates and webhooks.</summary>
    public string? Alias { get; init; }

    /// <summary>The question; empty when Tallyfy does not say.</summary>
    public string Label { get => field ?? ""; init; }

    /// <summary>One of ten: <c>text</c>, <c>textarea</c>, <c>email</c>, <c>date</c>, <c>radio</c>, <c>dropdown</c>,
    /// <c>multiselect</c>, <c>table</c>, <c>assignees_form</c>, <c>file</c>.</summary>
    public string FieldType { get => field ?? ""; init; }

    /// <summary>A hint for whoever answers.</summary>
    public string? Guidance { get; init; }

    /// <summary>True when the task cannot be completed without an answer.</summary>
    public bool Required { get; init; }

    /// <summary>Its place among the fields of the task.</summary>
    public int? Position { get; init; }

    /// <summary>True when a date has a time of day.</summary>
    [JsonPropertyName("collect_time")]
    public bool CollectsTime { get; init; }

    /// <summary>True when the task cannot be completed before every choice of a multiselect is ticked.</summary>
    [JsonIgnore]
    public bool MustAllBeChecked => OwnMustAllChecked || Settings is { ValueKind: JsonValueKind.Object } settings
        && settings.TryGetProperty("must_all_checked", out var flag) && flag.ValueKind is JsonValueKind.True;

    /// <summary>What radio, dropdown and multiselect offer.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyFieldOption>))]
    public IReadOnlyList<TallyfyFieldOption> Options { get => field ?? []; init; }

    /// <summary>The columns of a table.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyFieldColumn>))]
    public IReadOnlyList<TallyfyFieldColumn> Columns { get => field ?? []; init; }

    /// <summary>The answer in the shape of its type; null when there is none.</summary>
    [JsonIgnore]
    public JsonElement? Value => FieldValue ?? DocumentedValue;

    // Documented as a setting of the template; where a task's field says it is not.
    [JsonInclude, JsonPropertyName("must_all_checked")]
    internal bool OwnMustAllChecked { get; init; }

    [JsonInclude]
    internal JsonElement? Settings { get; init; }

    // Live servers use this key, the documentation the other one.
    [JsonInclude]
    internal JsonElement? FieldValue { get; init; }

    [JsonInclude, JsonPropertyName("value")]
    internal JsonElement? DocumentedValue { get; init; }
}

/// <summary>One choice of a form field.</summary>
public sealed record TallyfyFieldOption
{
    /// <summary>Number of the choice within its field.</summary>
    public long? Id { get; init; }

    /// <summary>The words of the choice.</summary>
    public string Text { get => field ?? ""; init; }

    /// <summary>What the template attached to the choice, mostly nothing; goes back as it came.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>Whether a multiselect must have this choice; null when Tallyfy does not say.</summary>
    public bool? Required { get; init; }
}

/// <summary>One column of a table field.</summary>
public sealed record TallyfyFieldColumn
{
    /// <summary>Number of the column within its field.</summary>
    public long? Id { get; init; }

    /// <summary>The column's heading.</summary>
    public string Label { get => field ?? ""; init; }
}
