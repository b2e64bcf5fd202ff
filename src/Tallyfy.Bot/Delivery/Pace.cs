using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>The door through which every call to the chat platform leaves: inside its limits, and when it asked for quiet, not.</summary>
internal sealed class Pace(IOptions<DeliveryOptions> options, TimeProvider time) : IDisposable
{
    private readonly ConcurrentDictionary<string, Lazy<TenantPace>> tenants = new();

    /// <summary>Calls that wait for their turn.</summary>
    public int Waiting => tenants.Values.Sum(tenant => tenant.Value.Waiting);

    /// <summary>The call begins when its turn has come, so what it sends is drawn then. One that only reads has no conversation.</summary>
    public async Task<T> RunAsync<T>(
        string tenant, string? conversation, Sender sender, Func<Task<T>> call, CancellationToken cancellationToken)
    {
        var pace = tenants.GetOrAdd(tenant, _ => new Lazy<TenantPace>(() => new TenantPace(options.Value, time))).Value;
        await pace.EnterAsync(conversation, sender, cancellationToken);

        try
        {
            var answer = await call();
            pace.Hear(conversation, null);
            return answer;
        }
        catch (ChatException e)
        {
            pace.Hear(conversation, e);
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var tenant in tenants.Values)
            tenant.Value.Dispose();
    }
}
