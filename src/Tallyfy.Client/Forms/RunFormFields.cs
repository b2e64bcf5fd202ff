using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Forms;

/// <summary>The form fields of a run.</summary>
public sealed record RunFormFields
{
    /// <summary>Those of its tasks; each says of which.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyFormField>))]
    public IReadOnlyList<TallyfyFormField> FormFields { get => field ?? []; init; }

    /// <summary>Those of its kick-off form.</summary>
    [JsonConverter(typeof(IncludedListConverter<TallyfyFormField>)), JsonPropertyName("ko_form_fields")]
    public IReadOnlyList<TallyfyFormField> KickOffFields { get => field ?? []; init; }
}
