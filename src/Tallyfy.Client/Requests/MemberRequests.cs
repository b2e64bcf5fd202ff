using System.Globalization;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;
using Tallyfy.Client.People;
using Tallyfy.Client.Wire;

namespace Tallyfy.Client.Requests;

/// <summary>Members and the groups they form.</summary>
public static class MemberRequests
{
    // Members have no cap; this keeps one page far below the size limit and a large organization within few requests.
    private const int MemberPageSize = 1000;

    extension(TallyfyClient client)
    {
        /// <summary>Lists members of every status; <paramref name="search"/> matches parts of names and addresses.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/members/list-members/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyMember> ListMembersAsync(
            string organization, string? search, CancellationToken cancellationToken) =>
            ListAllMembersAsync(client, organization, search, null, cancellationToken);

        /// <summary>The same without those who cannot be read.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/members/list-members/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyMember> ListMembersAsync(
            string organization, string? search, UnreadRows unread, CancellationToken cancellationToken) =>
            ListAllMembersAsync(client, organization, search, unread, cancellationToken);

        /// <summary>Reads one member with groups and figures, for administrators only; null when there is none.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/members/get-member/"/>
        /// </summary>
        public Task<TallyfyMember?> FindMemberAsync(
            string organization, long member, CancellationToken cancellationToken) =>
            client.FindAsync(
                TallyfyPath.Join("organizations", organization, "users", member.ToString(CultureInfo.InvariantCulture))
                    .WithQuery("with", "groups,stats"),
                TallyfyJson.Default.TallyfyMember,
                cancellationToken);

        /// <summary>Invites a person; refused when they are a member already or no seat is left. Never retried.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/members/invite-member/"/>
        /// </summary>
        public async Task<TallyfyMember?> InviteMemberAsync(
            string organization, MemberInvitation invitation, CancellationToken cancellationToken)
        {
            var answer = await client
                .WriteAsync(
                    HttpMethod.Post,
                    TallyfyPath.Join("organizations", organization, "users", "invite"),
                    invitation,
                    TallyfyJson.Default.MemberInvitation,
                    cancellationToken)
                .ConfigureAwait(false);
            return answer.ItemOrDefault(TallyfyJson.Default.TallyfyMember);
        }

        /// <summary>Lists groups with the ids of their members.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/groups/list-groups/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyGroup> ListGroupsAsync(
            string organization, CancellationToken cancellationToken) =>
            ListAllGroupsAsync(client, organization, null, cancellationToken);

        /// <summary>The same without those that cannot be read.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/groups/list-groups/"/>
        /// </summary>
        public IAsyncEnumerable<TallyfyGroup> ListGroupsAsync(
            string organization, UnreadRows unread, CancellationToken cancellationToken) =>
            ListAllGroupsAsync(client, organization, unread, cancellationToken);

        /// <summary>Reads one group; null when Tallyfy knows no such group.
        /// <see href="https://tallyfy.com/products/pro/integrations/open-api/code-samples/groups/get-group/"/>
        /// </summary>
        public Task<TallyfyGroup?> FindGroupAsync(
            string organization, string group, CancellationToken cancellationToken) =>
            client.FindAsync(
                TallyfyPath.Join("organizations", organization, "groups", group),
                TallyfyJson.Default.TallyfyGroup,
                cancellationToken);
    }

    private static IAsyncEnumerable<TallyfyMember> ListAllMembersAsync(
        TallyfyClient client,
        string organization,
        string? search,
        UnreadRows? unread,
        CancellationToken cancellationToken) =>
        client.ListAsync(
            TallyfyPath.Join("organizations", organization, "users")
                .WithQuery("q", search)
                .WithQuery("per_page", MemberPageSize),
            MemberPageSize,
            TallyfyJson.Default.TallyfyMember,
            member => member.Id,
            _ => true,
            unread,
            cancellationToken);

    private static IAsyncEnumerable<TallyfyGroup> ListAllGroupsAsync(
        TallyfyClient client, string organization, UnreadRows? unread, CancellationToken cancellationToken) =>
        client.ListAsync(
            TallyfyPath.Join("organizations", organization, "groups"),
            TallyfyJson.Default.TallyfyGroup,
            group => group.Id,
            unread,
            cancellationToken);
}
