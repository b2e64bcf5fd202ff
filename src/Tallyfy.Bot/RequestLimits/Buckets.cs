using System.Threading.RateLimiting;

namespace Tallyfy.Bot.RequestLimits;

/// <summary>
/// A bucket of tokens for each key. They refill by the library's own stopwatch and not by the injected clock, which is
/// right here: they guard this process while it runs, and nothing that is decided depends on them. Full buckets are
/// thrown away by the library.
/// </summary>
internal static class Buckets
{
    public static PartitionedRateLimiter<TResource> Create<TResource, TKey>(
        Func<TResource, TKey> keyOf, BucketOptions options)
        where TKey : notnull => PartitionedRateLimiter.Create<TResource, TKey>(resource =>
            RateLimitPartition.GetTokenBucketLimiter(keyOf(resource), _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Burst,
                TokensPerPeriod = 1,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1 / options.PerSecond),
                QueueLimit = 0,
            }));
}
