using System.Security.Cryptography;
using System.Text;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Intake;

/// <summary>Whose secret this is. All are compared, each in the same time whatever it holds.</summary>
internal sealed class WebhookSecrets(OrganizationDirectory organizations)
{
    private readonly IReadOnlyList<(byte[] Digest, Organization Organization)> all =
    [
        .. organizations.All.SelectMany(organization => organization.WebhookSecrets
            .Select(secret => (Digest(secret), organization))),
    ];

    public Organization? FindOrganization(string secret)
    {
        var digest = Digest(secret);
        Organization? found = null;

        foreach (var one in all)
        {
            if (CryptographicOperations.FixedTimeEquals(one.Digest, digest))
                found = one.Organization;
        }

        return found;
    }

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}
