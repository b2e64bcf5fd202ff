using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Organizations;

/// <summary>The tenant that came first, kept over restarts.</summary>
internal sealed class TenantStore(Database database, TimeProvider time)
{
    /// <summary>Keeps this tenant if the organization has none yet; answers the one that is kept.</summary>
    public async Task<string?> AddFirstAsync(string organization, string tenant, CancellationToken cancellationToken) =>
        await database.ReadAsync(unit => FindAsync(unit, organization, cancellationToken), cancellationToken)
        ?? await database.WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync(
                    """
                    insert into tenants (organization, tenant_id, first_seen_at) values (@organization, @tenant, @at)
                    on conflict (organization) do nothing
                    """,
                    new { organization, tenant, at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken);

                return await FindAsync(unit, organization, cancellationToken);
            },
            cancellationToken);

    private static Task<string?> FindAsync(UnitOfWork unit, string organization, CancellationToken cancellationToken) =>
        unit.FindAsync<string>(
            "select tenant_id from tenants where organization = @organization",
            new { organization },
            cancellationToken);
}
