using System.Collections.Concurrent;

namespace Tallyfy.Bot.Intake;

/// <summary>How the intake of each organization fares, for readiness and for people who look.</summary>
internal sealed class IntakeStatus
{
    private readonly ConcurrentDictionary<string, OrganizationIntake> all = new();

    public void Swept(string organization, DateTimeOffset at, int requests, TimeSpan period, int unread) =>
        Change(organization, before => before with
        {
            IsHealthy = true,
            IsElsewhere = false,
            SweptAt = at,
            SweepRequests = requests,
            SweepPeriod = period,
            UnreadTasks = unread,
        });

    public void Failed(string organization) =>
        Change(organization, before => before with { IsHealthy = false, IsElsewhere = false });

    /// <summary>Another process reads; this one is as ready as that one.</summary>
    public void LeftToAnother(string organization) =>
        Change(organization, before => before with { IsHealthy = true, IsElsewhere = true });

    public void ReadFeed(string organization, DateTimeOffset at) =>
        Change(organization, before => before with { FeedReadAt = at });

    /// <summary>Webhooks tell more than is read of them.</summary>
    public void LeftToFeed(string organization, DateTimeOffset at) =>
        Change(organization, before => before with { LeftToFeedAt = at });

    public OrganizationIntake Of(string organization) =>
        all.GetValueOrDefault(organization) ?? new OrganizationIntake();

    private void Change(string organization, Func<OrganizationIntake, OrganizationIntake> change) =>
        all.AddOrUpdate(organization, _ => change(new OrganizationIntake()), (_, before) => change(before));
}

internal sealed record OrganizationIntake
{
    /// <summary>Null before the first sweep ended.</summary>
    public bool? IsHealthy { get; init; }

    public bool IsElsewhere { get; init; }

    public DateTimeOffset? SweptAt { get; init; }

    public int SweepRequests { get; init; }

    public TimeSpan SweepPeriod { get; init; }

    /// <summary>Open tasks that the last sweep listed and could not read; the log names them.</summary>
    public int UnreadTasks { get; init; }

    public DateTimeOffset? FeedReadAt { get; init; }

    /// <summary>When a webhook was last left to the feed.</summary>
    public DateTimeOffset? LeftToFeedAt { get; init; }
}
