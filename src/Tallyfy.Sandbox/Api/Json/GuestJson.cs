using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record GuestJson
{
    public required int Id { get; init; }

    public required string Email { get; init; }

    public string? LastAccessedAt { get; init; }

    public string? LastKnownIp { get; init; }

    public string? LastKnownCountry { get; init; }

    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public required string CreatedAt { get; init; }

    public string? DeletedAt { get; init; }

    public required string Link { get; init; }

    public required JsonObject Details { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GuestStatsJson? Stats { get; init; }
}

internal sealed record GuestStatsJson
{
    public required int AssignedTasks { get; init; }

    public required int TasksCompleted { get; init; }

    public string? LastTaskCompletedAt { get; init; }

    public required int OneOffTasksCompleted { get; init; }

    public string? LastOneOffTaskCompletedAt { get; init; }
}
