using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Organizations;

/// <summary>Which process reads for an organization, by the store's clock.</summary>
internal sealed class IntakeLeaseStore(Database database)
{
    /// <summary>Holds or keeps it; false while another process does. Written only when less than half of it is left.</summary>
    public async Task<bool> HoldAsync(
        string organization, string holder, TimeSpan lease, CancellationToken cancellationToken)
    {
        var wanted = new
        {
            organization,
            holder,
            lease = (long)lease.TotalMilliseconds,
            half = (long)(lease.TotalMilliseconds / 2),
        };

        var isHeld = await database.ReadAsync(
            unit => unit.FindAsync<long>(
                """
                select count(*) from intake_leases
                where organization = @organization and holder = @holder and lease_until > bot_now() + @half
                """,
                wanted,
                cancellationToken),
            cancellationToken);

        return isHeld > 0 || await database.WriteAsync(
            unit => unit.ExecuteAsync(
                """
                insert into intake_leases (organization, holder, lease_until)
                values (@organization, @holder, bot_now() + @lease)
                on conflict (organization) do update set holder = excluded.holder, lease_until = excluded.lease_until
                where intake_leases.holder = excluded.holder or intake_leases.lease_until < bot_now()
                """,
                wanted,
                cancellationToken),
            cancellationToken) > 0;
    }

    public Task ReleaseAsync(string holder, CancellationToken cancellationToken) =>
        database.WriteAsync(
            unit => unit.ExecuteAsync("delete from intake_leases where holder = @holder", new { holder }, cancellationToken),
            cancellationToken);
}
