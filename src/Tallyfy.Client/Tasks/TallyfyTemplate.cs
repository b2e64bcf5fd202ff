using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.Tasks;

/// <summary>A template, which runs are launched from; Tallyfy's API calls it a checklist.</summary>
public sealed record TallyfyTemplate
{
    /// <summary>Tallyfy's id of the template.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its title; empty when Tallyfy does not say.</summary>
    public string Title { get => field ?? ""; init; }

    /// <summary>Tallyfy's word for its state.</summary>
    public string Status { get => field ?? ""; init; }

    /// <summary>When it was archived.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>True when nothing is launched from it any more.</summary>
    [JsonIgnore]
    public bool IsArchived => ArchivedAt is not null || Status.Equals("archived", StringComparison.OrdinalIgnoreCase);
}
