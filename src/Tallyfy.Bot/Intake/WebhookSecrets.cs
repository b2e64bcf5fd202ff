using System.Security.Cryptography;
using System.Text;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Intake;

/// <summary>Whose secret this is. All are compared, each in the same time whatever it holds.</summary>
internal sealed class WebhookSecrets(OrganizationDirectory organizations)
{
    private readonly IReadOnlyList<WebhookSecret> all =
    [
        .. organizations.All.SelectMany(organization => organization.WebhookSecrets
            .Select(secret => new WebhookSecret(Digest(secret), organization))),
    ];

    public WebhookSecret? Find(string secret)
    {
        var digest = Digest(secret);
        WebhookSecret? found = null;

        foreach (var one in all)
        {
            if (CryptographicOperations.FixedTimeEquals(one.Digest, digest))
                found = one;
        }

        return found;
    }

    private static byte[] Digest(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>One secret, and whose it is.</summary>
internal sealed class WebhookSecret(byte[] digest, Organization organization)
{
    public byte[] Digest => digest;

    public Organization Organization => organization;
}
