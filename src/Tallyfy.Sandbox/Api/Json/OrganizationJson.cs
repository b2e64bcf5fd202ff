using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Tallyfy.Sandbox.Api.Json;

internal sealed record OrganizationJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public required string Slug { get; init; }

    public string? OrgLogo { get; init; }

    public string Country { get; init; } = "US";

    public string? State { get; init; }

    public string? City { get; init; }

    public string? Zipcode { get; init; }

    public int LiveSupportEnabled { get; init; } = 1;

    public string PaymentState { get; init; } = "active";

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

/// <summary>An organization in the list of mine: other fields than when it is asked for by itself.</summary>
internal sealed record MyOrganizationJson
{
    public required string Id { get; init; }

    public required string Name { get; init; }

    public string? Description { get; init; }

    public string? Address1 { get; init; }

    public string? Address2 { get; init; }

    public required string Slug { get; init; }

    public string? Industry { get; init; }

    public string? WelcomeTitle { get; init; }

    public string? WelcomeDescription { get; init; }

    public required string CreatedOn { get; init; }

    public required string LastUpdated { get; init; }

    public int LiveSupportEnabled { get; init; } = 1;

    public string? OrgLogo { get; init; }

    public JsonObject? Settings { get; init; }

    public string Country { get; init; } = "US";

    public string? State { get; init; }

    public string? City { get; init; }

    public string? Zipcode { get; init; }

    public required int UsersCount { get; init; }

    public string PaymentState { get; init; } = "active";

    public string? TeamSize { get; init; }

    public string? SignupSurvey { get; init; }

    public required string UserStatus { get; init; }

    public required string JoinedOn { get; init; }

    public string? DisabledOn { get; init; }

    public required string LastAccessed { get; init; }

    public required string UserRole { get; init; }
}
