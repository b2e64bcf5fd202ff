using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.People;

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

    /// <summary>How many active members it has.</summary>
    public int? UsersCount { get; init; }

    /// <summary>The role in it of the person the token acts as.</summary>
    public string? UserRole { get; init; }

    /// <summary>How webhooks write the dates of form fields.</summary>
    public string? WebhookDateFieldFormat { get; init; }
}
