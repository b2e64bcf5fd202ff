using System.Text.Json.Serialization;
using Tallyfy.Client.Json;

namespace Tallyfy.Client.People;

/// <summary>A person outside the organization, known by address.</summary>
public sealed record TallyfyGuest
{
    /// <summary>Tallyfy's number of the guest; requests take the address instead.</summary>
    public required long Id { get; init; }

    /// <summary>The guest's address; empty when Tallyfy does not say. Compare without case.</summary>
    public string Email { get => field ?? ""; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>What to call the guest, put together from the parts.</summary>
    [JsonIgnore]
    public string FullName => PersonName.For(null, FirstName, LastName, Email);

    /// <summary>The guest's permanent link; whoever has it acts as the guest.</summary>
    public string? Link { get; init; }

    /// <summary>When the guest was made.</summary>
    public DateTimeOffset? CreatedAt { get; init; }

    /// <summary>When the guest was here last.</summary>
    public DateTimeOffset? LastAccessedAt { get; init; }

    /// <summary>When the guest was removed.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? DeletedAt { get; init; }

    /// <summary>More about the guest.</summary>
    [JsonConverter(typeof(IncludedConverter<TallyfyGuestDetails>))]
    public TallyfyGuestDetails? Details { get; init; }

    /// <summary>What the guest has done, when asked for.</summary>
    [JsonConverter(typeof(IncludedConverter<TallyfyGuestStats>))]
    public TallyfyGuestStats? Stats { get; init; }
}

/// <summary>More about a guest.</summary>
public sealed record TallyfyGuestDetails
{
    /// <summary>Tallyfy's word for the guest's state; null on a new one.</summary>
    public string? Status { get; init; }

    /// <summary>IANA name of the guest's time zone.</summary>
    public string? Timezone { get; init; }

    /// <summary>Where the guest works.</summary>
    public string? CompanyName { get; init; }

    /// <summary>A telephone number.</summary>
    [JsonPropertyName("phone_1")]
    public string? Phone { get; init; }

    /// <summary>When the guest was shut out.</summary>
    [JsonConverter(typeof(DecidingInstantConverter))]
    public DateTimeOffset? DisabledAt { get; init; }
}

/// <summary>What a guest has done.</summary>
public sealed record TallyfyGuestStats
{
    /// <summary>Open tasks.</summary>
    public int? AssignedTasks { get; init; }

    /// <summary>Completed tasks of runs.</summary>
    public int? TasksCompleted { get; init; }

    /// <summary>When the guest last completed one.</summary>
    public DateTimeOffset? LastTaskCompletedAt { get; init; }
}

/// <summary>A guest to make.</summary>
public sealed record NewGuest
{
    /// <summary>The guest's address; Tallyfy looks its domain up.</summary>
    public required string Email { get; init; }

    /// <summary>First name.</summary>
    public string? FirstName { get; init; }

    /// <summary>Last name.</summary>
    public string? LastName { get; init; }

    /// <summary>Where the guest works.</summary>
    public string? CompanyName { get; init; }

    /// <summary>IANA name of the guest's time zone.</summary>
    public string? Timezone { get; init; }
}
