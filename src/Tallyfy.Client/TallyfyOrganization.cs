using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client;

/// <summary>An organization in Tallyfy.</summary>
public sealed record TallyfyOrganization
{
    /// <summary>Tallyfy's id of the organization.</summary>
    [JsonConverter(typeof(IdConverter))]
    public required string Id { get; init; }

    /// <summary>Its name as people know it; empty when Tallyfy does not say.</summary>
    public string Name { get => field ?? ""; init; }

    /// <summary>Short name in addresses of the web app.</summary>
    public string? Slug { get; init; }

    /// <summary>IANA name of the organization's time zone.</summary>
    public string? Timezone { get; init; }
}
