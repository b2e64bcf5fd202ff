using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Delivery;

/// <summary>Which process sends the cards of which tenant. One that dies loses its tenants when the lease ends.</summary>
internal sealed class TenantLeaseStore(
    Database database, IOptions<DeliveryOptions> options, IOptions<StorageOptions> storage)
{
    // What the platform counted against the last holder is forgotten by then.
    private static readonly TimeSpan Handover = TimeSpan.FromSeconds(1);

    // A file takes one process: the one before is gone, and its tenants are this one's at once.
    private readonly string holder =
        storage.Value.Provider is StorageProvider.Sqlite ? "the only one" : Guid.NewGuid().ToString("n");

    /// <summary>The tenants with something due that this process may serve, taken or renewed.</summary>
    public Task<IReadOnlyList<string>> HoldAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit => await unit.QueryAsync<string>(
                """
                insert into tenant_leases (tenant_id, holder, lease_until)
                select distinct tenant_id, @holder, @now + @lease from outbox where state = 'due' and due_at <= @now
                on conflict (tenant_id) do update set holder = excluded.holder, lease_until = excluded.lease_until
                where tenant_leases.holder = excluded.holder or tenant_leases.lease_until <= @now
                returning tenant_id
                """,
                new
                {
                    holder,
                    now = await unit.ReadClockAsync(cancellationToken),
                    lease = (long)options.Value.TenantLease.TotalMilliseconds,
                },
                cancellationToken),
            cancellationToken);

    /// <summary>Another process may go on.</summary>
    public Task ReleaseAsync(CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync(
                "update tenant_leases set lease_until = bot_now() + @handover where holder = @holder",
                new { holder, handover = (long)Handover.TotalMilliseconds },
                cancellationToken),
            cancellationToken);
}
