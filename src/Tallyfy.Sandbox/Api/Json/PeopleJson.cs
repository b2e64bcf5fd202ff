using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record MeJson
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public required string Username { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string FullName { get; init; }

    public required string Timezone { get; init; }
}

internal sealed record MemberJson
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public string? Username { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string FullName { get; init; }

    public string? ProfilePic { get; init; }

    public int CountryId { get; init; } = 1;

    public required bool IsActive { get; init; }

    public string? LastLoginAt { get; init; }

    public string? ActivatedAt { get; init; }

    public string? Type { get; init; } = "standard";

    public required string CreatedAt { get; init; }

    public required string UpdatedAt { get; init; }

    public string? Phone { get; init; }

    public string? JobTitle { get; init; }

    public required string Timezone { get; init; }

    [JsonPropertyName("UTC_offset")]
    public string UtcOffset { get; init; } = "+00:00";

    public required string Role { get; init; }

    public required string Status { get; init; }

    public string DateFormat { get; init; } = "MM/DD/YYYY";

    public bool IsDefaultAdmin { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? InvitedBy { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ApprovedAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DisabledAt { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Stats { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? Groups { get; init; }
}

/// <summary>A line of the lighter list of members.</summary>
internal sealed record ListedMemberJson
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string FullName { get; init; }

    public string? ProfilePic { get; init; }

    public required string Role { get; init; }

    public required string Status { get; init; }
}

/// <summary>The answer to an application that made a user.</summary>
internal sealed record ProvisionedUserJson
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public required string FirstName { get; init; }

    public required string LastName { get; init; }

    public required string Role { get; init; }

    public required string CreatedAt { get; init; }
}

internal sealed record MemberStatsJson
{
    public required int StepsCreated { get; init; }

    public required int TasksCompleted { get; init; }

    public required int ProcessesLaunched { get; init; }

    public required int ChecklistsCreated { get; init; }

    public string? LastStepCreatedAt { get; init; }
}

internal sealed record MemberGroupJson(
    string Id, string Name, string? Logo, IReadOnlyList<int> Members, IReadOnlyList<string> Guests);

internal sealed record GroupJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Description { get; init; }

    public string? Logo { get; init; }

    public required IReadOnlyList<int> Members { get; init; }

    public IReadOnlyList<string> Guests { get; init; } = [];

    public required string CreatedAt { get; init; }

    public required string LastUpdated { get; init; }

    [JsonPropertyName("users")]
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public JsonNode? People { get; init; }
}
