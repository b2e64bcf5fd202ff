using System.Collections.Concurrent;
using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.RequestLimits;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Takes what webhooks tell, as much as can be read soon. Whoever has the address can tell anything, any number of
/// times: beyond the limits one reading of the activity feed stands for all, and the feed is Tallyfy's own word.
/// </summary>
internal sealed class WebhookArrivals(
    HintStore hints,
    ApprovalStore approvals,
    RequestBudget budget,
    IntakeStatus status,
    BotMetrics metrics,
    IOptions<RequestLimitOptions> limits,
    IOptions<IntakeOptions> options,
    TimeProvider time) : IDisposable
{
    private const int UnknownPart = 10;

    private readonly PartitionedRateLimiter<WebhookSecret> buckets =
        Buckets.Create<WebhookSecret, WebhookSecret>(secret => secret, limits.Value.PerWebhook);

    private readonly ConcurrentDictionary<string, FeedWish> wishes = new();

    /// <summary>Whether there is a token for one more.</summary>
    public bool HasRoomFor(WebhookSecret secret)
    {
        using var lease = buckets.AttemptAcquire(secret);
        return lease.IsAcquired;
    }

    public async Task TakeAsync(Organization organization, Hint hint, CancellationToken cancellationToken)
    {
        var isKnown = await approvals.KnowsAsync(
            organization.Id,
            run: hint.Kind is HintKind.Run ? hint.Id : null,
            task: hint.Kind is HintKind.Task ? hint.Id : null,
            cancellationToken);
        var source = isKnown ? HintSource.Known : HintSource.Unknown;
        var most = isKnown ? options.Value.MostHints : options.Value.MostHints / UnknownPart;

        if (!budget.IsOpenTo(organization.Id, source)
            || !await hints.TryAddAsync(organization.Id, hint with { Source = source }, most, cancellationToken))
            await LeaveToFeedAsync(organization, cancellationToken);
    }

    /// <summary>Counted, for somebody tells more than is read.</summary>
    public async Task LeaveToFeedAsync(Organization organization, CancellationToken cancellationToken)
    {
        status.LeftToFeed(organization.Id, time.GetUtcNow());
        metrics.WebhookLeftToFeed(organization.Id);
        await AskForFeedAsync(organization, cancellationToken);
    }

    public async Task AskForFeedAsync(Organization organization, CancellationToken cancellationToken)
    {
        var wish = wishes.GetOrAdd(organization.Id, _ => new FeedWish(time));

        // It will be read later than now, so it will tell of this too.
        if (wish.IsGranted)
            return;

        var now = wish.Now;
        wish.Granted(now + await hints.AskForFeedAsync(organization.Id, wish.Rest, cancellationToken));
    }

    public void Dispose() => buckets.Dispose();

    /// <summary>When the feed is read next because somebody wished it.</summary>
    private sealed class FeedWish(TimeProvider time)
    {
        private readonly Lock gate = new();
        private readonly long start = time.GetTimestamp();
        private TimeSpan readAt = TimeSpan.MinValue;

        public bool IsGranted
        {
            get
            {
                lock (gate)
                    return Now < readAt;
            }
        }

        /// <summary>How long to leave it after the last reading.</summary>
        public TimeSpan Rest
        {
            get
            {
                lock (gate)
                    return readAt == TimeSpan.MinValue || Now >= readAt + HintStore.FeedRest
                        ? TimeSpan.Zero
                        : readAt + HintStore.FeedRest - Now;
            }
        }

        public TimeSpan Now => time.GetElapsedTime(start);

        public void Granted(TimeSpan at)
        {
            lock (gate)
                readAt = at;
        }
    }
}
