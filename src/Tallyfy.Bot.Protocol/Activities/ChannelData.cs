namespace Tallyfy.Bot.Protocol.Activities;

/// <summary>
/// What Teams adds to an activity: tenant, team and channel inwards, the wish for a notification outwards.
/// </summary>
public sealed record ChannelData
{
    public TenantReference? Tenant { get; init; }

    public TeamReference? Team { get; init; }

    public ChannelReference? Channel { get; init; }

    public string? EventType { get; init; }

    /// <summary>Set where an agent stands in for somebody.</summary>
    public string? AgenticUserId { get; init; }

    public string? AgenticAppId { get; init; }

    public NotificationRequest? Notification { get; init; }
}

public sealed record TenantReference(string? Id = null);

public sealed record TeamReference(string? Id = null, string? Name = null, string? AadGroupId = null);

public sealed record ChannelReference(string? Id = null, string? Name = null);

public sealed record NotificationRequest(bool? Alert = null);
