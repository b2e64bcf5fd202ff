using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Who taps, as a member of the organization whose approval it is. The person comes from the verified activity.
/// </summary>
internal sealed class IdentifyActor(
    OrganizationDirectory organizations, ResolveAccount resolve, CheckMembership checkMembership)
{
    /// <summary>Goes on with whoever taps, or refuses whom the organization does not know.</summary>
    public async Task<PreparedDecision> ExecuteAsync(
        ApprovalKey approval,
        Chat chat,
        Func<Actor, Task<PreparedDecision>> prepareAsync,
        CancellationToken cancellationToken)
    {
        if (organizations.Find(approval.Organization) is not { } organization)
            return new PreparedDecision.Refused(new DecisionOutcome.UnknownCard());

        return await resolve.ExecuteAsync(chat, organization, cancellationToken) switch
        {
            LinkResult.Linked(var account) => await prepareAsync(new Actor(organization, account)),
            LinkResult.Refused(var problem) => NotLinked(problem),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Whether they still are a member, asked now.</summary>
    /// <exception cref="TallyfyException">Tallyfy did not say.</exception>
    public Task<Membership> CheckAsync(Actor actor, CancellationToken cancellationToken) =>
        checkMembership.ExecuteAsync(actor.Account, actor.Organization, cancellationToken);

    /// <summary>What is said where the actor's own token cannot be had.</summary>
    public static PreparedDecision NoActorClientFor(string address) => NotLinked(new LinkProblem.NoMember(address));

    public static PreparedDecision NotLinked(LinkProblem problem) =>
        new PreparedDecision.Refused(new DecisionOutcome.NotLinked(problem));
}

internal sealed record Actor(Organization Organization, LinkedAccount Account);
