using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record OrganizationJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public required string Slug { get; init; }

    public string Timezone { get; init; } = "UTC";

    public WorkingDaysJson WorkingDays { get; init; } = new();

    public DefaultDeadlineJson DefaultDeadline { get; init; } = new("days", 5);

    public string WebhookDateFieldFormat { get; init; } = "yyyy-MM-ddTHH:mm:ssZ";

    public required int UsersCount { get; init; }

    public bool AllowUserInvite { get; init; } = true;

    public bool AllowManageGroups { get; init; } = true;

    public bool AutoCompleteTasks { get; init; }

    public int AutoCompleteTaskMonths { get; init; } = 18;

    public required string UserRole { get; init; }

    public required string CreatedOn { get; init; }

    public required string LastUpdated { get; init; }
}

/// <summary>The days carry capital letters on the wire.</summary>
internal sealed record WorkingDaysJson
{
    [JsonPropertyName("Monday")]
    public bool Monday { get; init; } = true;

    [JsonPropertyName("Tuesday")]
    public bool Tuesday { get; init; } = true;

    [JsonPropertyName("Wednesday")]
    public bool Wednesday { get; init; } = true;

    [JsonPropertyName("Thursday")]
    public bool Thursday { get; init; } = true;

    [JsonPropertyName("Friday")]
    public bool Friday { get; init; } = true;

    [JsonPropertyName("Saturday")]
    public bool Saturday { get; init; }

    [JsonPropertyName("Sunday")]
    public bool Sunday { get; init; }
}

internal sealed record DefaultDeadlineJson(string Type, int Value);
