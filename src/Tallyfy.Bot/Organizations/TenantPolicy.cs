using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Organizations;

/// <summary>
/// Which organization, if any, serves the people of a tenant. Everybody else is refused before anything is read.
/// </summary>
internal sealed class TenantPolicy(
    OrganizationDirectory organizations,
    IOptions<HomeTenantOptions> home,
    IHostEnvironment environment,
    TenantStore tenants)
{
    /// <summary>
    /// Stands for the tenant on channel <c>emulator</c>, which knows none; it exists in Development only.
    /// </summary>
    public const string EmulatorTenant = "emulator";

    public async Task<IReadOnlyList<Organization>> FindAsync(string tenant, CancellationToken cancellationToken)
    {
        if (environment.IsDevelopment() && tenant == EmulatorTenant)
            return organizations.All;

        var found = new List<Organization>();

        foreach (var organization in organizations.All)
        {
            if (await ServesAsync(organization, tenant, cancellationToken))
                found.Add(organization);
        }

        return found;
    }

    private async Task<bool> ServesAsync(Organization organization, string tenant, CancellationToken cancellationToken)
    {
        if (organization.Tenants.Count > 0)
            return organization.Tenants.Contains(tenant, StringComparer.OrdinalIgnoreCase);

        if (home.Value.Tenant is { } own)
            return string.Equals(own, tenant, StringComparison.OrdinalIgnoreCase);

        // At the desk nobody knows the Playground's tenant beforehand: the first one that comes is it.
        return environment.IsDevelopment()
            && await tenants.AddFirstAsync(organization.Id, tenant, cancellationToken) == tenant;
    }
}
