using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Deciding;

/// <summary>What stands behind an approval, for whoever taps in a chat of their own.</summary>
internal sealed class FindBackgroundFor(
    ApprovalStore approvals,
    OrganizationDirectory organizations,
    ResolveAccount resolve,
    IdentifyActor identify,
    FindBackground find)
{
    /// <summary>Null for whom it is not, and where nobody says who they are.</summary>
    public async Task<ApprovalBackground?> ExecuteAsync(
        ApprovalKey key, Chat chat, CancellationToken cancellationToken)
    {
        if (chat.IsShared
            || await approvals.FindAsync(key, cancellationToken) is not { } approval
            || organizations.Find(approval.Key.Organization) is not { } organization
            || await resolve.ExecuteAsync(chat, organization, cancellationToken) is not LinkResult.Linked(var account))
            return null;

        var actor = new Actor(organization, account);

        try
        {
            return await identify.CheckAsync(actor, cancellationToken) is Membership.Active(var member)
                ? await find.ExecuteAsync(approval, actor, member, cancellationToken)
                : null;
        }
        catch (TallyfyException)
        {
            return null;
        }
    }
}
