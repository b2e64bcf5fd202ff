using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Keeps every call to the chat platform within its limits. A call that it refused closes the way for a while.
/// </summary>
internal sealed class SendRateLimiter : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TenantRateLimiter>> tenants = new();
    private readonly DeliveryOptions options;
    private readonly BotMetrics metrics;
    private readonly TimeProvider time;

    public SendRateLimiter(IOptions<DeliveryOptions> options, BotMetrics metrics, TimeProvider time)
    {
        (this.options, this.metrics, this.time) = (options.Value, metrics, time);
        metrics.ObserveCalls(() => tenants.Values.Sum(tenant => tenant.Value.Waiting));
    }

    /// <summary>Begins the call when its turn has come. A call that only reads has no conversation.</summary>
    public async Task<T> RunAsync<T>(
        string tenant,
        string? conversation,
        SendPriority priority,
        Func<Task<T>> call,
        CancellationToken cancellationToken)
    {
        var limiter = tenants
            .GetOrAdd(tenant, _ => new Lazy<TenantRateLimiter>(() => new TenantRateLimiter(options, time)))
            .Value;
        await limiter.EnterAsync(conversation, priority, cancellationToken);

        try
        {
            var answer = await call();
            limiter.Hear(conversation);
            return answer;
        }
        catch (ChatException e)
        {
            if (limiter.Hear(conversation, e) is not { } wait)
                throw;

            metrics.CallThrottled();
            throw new ChatException(e.Answer, e.Code, wait, e);
        }
    }

    public void Dispose()
    {
        foreach (var tenant in tenants.Values)
            tenant.Value.Dispose();
    }
}
