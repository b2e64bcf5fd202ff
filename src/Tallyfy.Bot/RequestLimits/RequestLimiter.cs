using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.RequestLimits;

/// <summary>
/// Buckets of tokens for each person and each tenant, so that nobody's flood is another's delay, and other ones for
/// what clients ask by themselves, so that it is no tap's delay. A tenant over its limit opens no more of them.
/// </summary>
internal sealed class RequestLimiter(IOptions<RequestLimitOptions> options, BotMetrics metrics) : IDisposable
{
    private readonly PartitionedRateLimiter<PersonId> people = ForEach(options.Value.PerPerson);
    private readonly PartitionedRateLimiter<PersonId> tenants = ForEachTenant(options.Value.PerTenant);
    private readonly PartitionedRateLimiter<PersonId> refreshes = ForEach(options.Value.RefreshesPerPerson);
    private readonly PartitionedRateLimiter<PersonId> tenantRefreshes =
        ForEachTenant(options.Value.RefreshesPerTenant);

    /// <summary>Whose share is spent and until when; null where there is room.</summary>
    public SpentShare? Take(PersonId person, ArrivalKind kind) => kind switch
    {
        ArrivalKind.Refresh => Take(person, refreshes, tenantRefreshes),
        ArrivalKind.Installation => Take(person, people, ofTenant: null),
        _ => Take(person, people, tenants),
    };

    public void Dispose()
    {
        people.Dispose();
        tenants.Dispose();
        refreshes.Dispose();
        tenantRefreshes.Dispose();
    }

    private static PartitionedRateLimiter<PersonId> ForEach(BucketOptions options) =>
        Buckets.Create<PersonId, PersonId>(person => person, options);

    private static PartitionedRateLimiter<PersonId> ForEachTenant(BucketOptions options) =>
        Buckets.Create<PersonId, string>(person => person.Tenant.ToUpperInvariant(), options);

    private SpentShare? Take(
        PersonId person, PartitionedRateLimiter<PersonId> own, PartitionedRateLimiter<PersonId>? ofTenant)
    {
        if (ofTenant is not null && Wait(ofTenant, person, count: 0) is { } full)
            return Refuse(isOfTenant: true, full);

        if (Wait(own, person, count: 1) is { } tooFast)
            return Refuse(isOfTenant: false, tooFast);

        if (ofTenant is not null && Wait(ofTenant, person, count: 1) is { } tooMany)
            return Refuse(isOfTenant: true, tooMany);

        return null;
    }

    private static TimeSpan? Wait(PartitionedRateLimiter<PersonId> buckets, PersonId person, int count)
    {
        using var lease = buckets.AttemptAcquire(person, count);

        if (lease.IsAcquired)
            return null;

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    private SpentShare Refuse(bool isOfTenant, TimeSpan wait)
    {
        metrics.ActivityRefused(isOfTenant ? "tenant" : "person");
        return new SpentShare(isOfTenant, wait);
    }
}

/// <summary>There were too many.</summary>
/// <param name="IsOfTenant">From all people of the tenant together, and not from this one.</param>
/// <param name="Wait">Until there is room for one more.</param>
internal sealed record SpentShare(bool IsOfTenant, TimeSpan Wait);
