using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Whether a decision without an answer may be sent again under the name it was claimed with: the person is that member
/// still, and comes from a tenant that is served. Membership in Tallyfy is asked elsewhere.
/// </summary>
internal sealed partial class CheckSender(AccountStore accounts, TenantPolicy tenants, ILogger<CheckSender> logger)
{
    /// <summary>Why not; null when it may.</summary>
    public async Task<Refusal?> FindRefusalAsync(
        Decision decision, Organization organization, CancellationToken cancellationToken)
    {
        var (person, member) = (decision.Actor.Person, decision.Actor.TallyfyUserId);
        var account = await accounts.FindAsync(person, organization.Id, cancellationToken);
        RefusalKind? why = account?.TallyfyUserId != member ? RefusalKind.LinkEnded
            : !(await tenants.FindAsync(person.Tenant, cancellationToken)).Contains(organization)
                ? RefusalKind.NotServed
                : null;

        if (why is not { } kind)
            return null;

        LogNotSent(decision.Kind, decision.Id, decision.Approval, member, kind);
        return new Refusal(kind);
    }

    [LoggerMessage(
        LogLevel.Warning,
        "{What} {Decision} on {Approval} of member {Member} has no answer, and is not sent again: {Why}. The task in "
        + "Tallyfy tells whether it arrived")]
    private partial void LogNotSent(
        DecisionKind what, Guid decision, ApprovalKey approval, long member, RefusalKind why);
}
