using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.RequestLimits;

/// <summary>
/// A bucket of tokens for each person and each tenant, so that nobody's flood is another's delay. A tenant that is over
/// its limit opens no more of them.
/// </summary>
internal sealed class RequestLimiter : IDisposable
{
    private readonly PartitionedRateLimiter<PersonId> people;
    private readonly PartitionedRateLimiter<PersonId> tenants;
    private readonly BotMetrics metrics;

    public RequestLimiter(IOptions<RequestLimitOptions> options, BotMetrics metrics)
    {
        people = Buckets.Create<PersonId, PersonId>(person => person, options.Value.PerPerson);
        tenants = Buckets.Create<PersonId, string>(
            person => person.Tenant.ToUpperInvariant(), options.Value.PerTenant);
        this.metrics = metrics;
    }

    /// <summary>
    /// How long to wait, where there were too many. An installation is told once and never again, so a busy tenant does
    /// not keep it out.
    /// </summary>
    public TimeSpan? Take(PersonId person, bool isToldOnce)
    {
        if (!isToldOnce && Wait(tenants, person, count: 0) is { } full)
            return Refuse("tenant", full);

        if (Wait(people, person, count: 1) is { } tooFast)
            return Refuse("person", tooFast);

        if (!isToldOnce && Wait(tenants, person, count: 1) is { } tooMany)
            return Refuse("tenant", tooMany);

        return null;
    }

    public void Dispose()
    {
        people.Dispose();
        tenants.Dispose();
    }

    private static TimeSpan? Wait(PartitionedRateLimiter<PersonId> buckets, PersonId person, int count)
    {
        using var lease = buckets.AttemptAcquire(person, count);

        if (lease.IsAcquired)
            return null;

        return lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : TimeSpan.FromSeconds(1);
    }

    private TimeSpan Refuse(string whose, TimeSpan wait)
    {
        metrics.ActivityRefused(whose);
        return wait;
    }
}
