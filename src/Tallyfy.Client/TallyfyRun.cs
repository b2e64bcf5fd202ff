using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client;

/// <summary>A run: one process launched from a template.</summary>
public sealed record TallyfyRun
{
    /// <summary>Tallyfy's id of the run.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its name; empty when Tallyfy does not say.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Tallyfy's word for its state.</summary>
    public string Status { get => field ?? ""; init; }

    /// <summary>Id of the member who launched it.</summary>
    public long? StartedBy { get; init; }

    /// <summary>Id of the member who owns it.</summary>
    public long? OwnerId { get; init; }

    /// <summary>Tallyfy's flag for an open issue on the run as a whole.</summary>
    public bool HasOpenIssue { get; init; }

    /// <summary>When it was archived.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>True while an issue on the run keeps all its tasks from changing; one on a task does not.</summary>
    [JsonIgnore]
    public bool IsHeldByIssue => HasOpenIssue || Status.Equals("issue", StringComparison.OrdinalIgnoreCase);
}
