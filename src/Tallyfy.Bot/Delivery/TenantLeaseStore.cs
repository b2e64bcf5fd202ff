using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Which process sends the cards of which tenant.</summary>
internal sealed class TenantLeaseStore(Database database, LeaseStore leases, IOptions<DeliveryOptions> options)
{
    // What the platform counted against the last holder is forgotten by then.
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(1);

    /// <summary>The tenants with something due that this process may serve, taken or renewed.</summary>
    public async Task<IReadOnlyList<string>> HoldAsync(CancellationToken cancellationToken)
    {
        var due = await database.ReadAsync(
            unit => unit.QueryAsync<string>(
                $"""
                select distinct tenant_id from outbox
                where state in ('{WorkState.Due}', '{WorkState.Suspended}') and due_at <= bot_now()
                """,
                new { },
                cancellationToken),
            cancellationToken);
        var length = options.Value.TenantLease;

        // A card may be on its way for some seconds: the lease is long enough for it whenever one is taken.
        return due.Count == 0
            ? []
            : await leases.HoldAsync(LeaseKind.Tenant, due, length, length * 0.75, cancellationToken);
    }

    /// <summary>Another process may go on.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        leases.ReleaseAsync(LeaseKind.Tenant, Handover, cancellationToken);
}
