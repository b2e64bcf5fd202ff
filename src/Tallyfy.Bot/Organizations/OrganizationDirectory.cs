using Microsoft.Extensions.Options;
using Tallyfy.Client;

namespace Tallyfy.Bot.Organizations;

/// <summary>The organizations this bot serves.</summary>
internal sealed class OrganizationDirectory(
    IOptions<TallyfyOptions> options, TallyfyClientFactory clients, TimeProvider time) : IDisposable
{
    private readonly IReadOnlyList<Organization> all =
        [.. options.Value.All.Select(one => new Organization(one, options.Value, clients, time))];

    public IReadOnlyList<Organization> All => all;

    public Organization? Find(string id) => all.FirstOrDefault(organization => organization.Id == id);

    public void Dispose()
    {
        foreach (var organization in all)
            organization.Dispose();
    }
}
