using Tallyfy.Client.Http;
using Tallyfy.Client.People;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Who the token acts as, and where.</summary>
public static class OrganizationRequests
{
    extension(TallyfyClient client)
    {
        /// <summary>Reads the person the token acts as.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/"/>
        /// </summary>
        public Task<TallyfyUser> GetMeAsync(CancellationToken cancellationToken) =>
            client.GetAsync("/me", TallyfyJson.Default.TallyfyUser, cancellationToken);

        /// <summary>Reads the same person as a member of one organization, with role and status.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/members/update-member/"/>
        /// </summary>
        public Task<TallyfyMember> GetMyMembershipAsync(string organization, CancellationToken cancellationToken) =>
            client.GetAsync(
                TallyfyPath.Join("organizations", organization, "me"),
                TallyfyJson.Default.TallyfyMember,
                cancellationToken);

        /// <summary>Lists the organizations that the person belongs to.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyOrganization> ListMyOrganizationsAsync(CancellationToken cancellationToken) =>
            client.ListAsync(
                "/me/organizations",
                TallyfyJson.Default.TallyfyOrganization,
                organization => organization.Id,
                cancellationToken);

        /// <summary>Reads one organization.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/"/>
        /// </summary>
        public Task<TallyfyOrganization> GetOrganizationAsync(
            string organization, CancellationToken cancellationToken) =>
            client.GetAsync(
                TallyfyPath.Join("organizations", organization),
                TallyfyJson.Default.TallyfyOrganization,
                cancellationToken);
    }
}
