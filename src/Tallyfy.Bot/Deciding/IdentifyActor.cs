using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Who taps, as a member of the organization whose approval it is. The person comes from the verified activity.
/// </summary>
internal sealed class IdentifyActor(
    OrganizationDirectory organizations, ResolveAccount resolve, CheckMembership checkMembership)
{
    public async Task<ActorResult> ExecuteAsync(ApprovalKey approval, Chat chat, CancellationToken cancellationToken)
    {
        if (organizations.Find(approval.Organization) is not { } organization)
            return new ActorResult.Refused(new DecisionOutcome.UnknownCard());

        return await resolve.ExecuteAsync(chat, organization, cancellationToken) switch
        {
            LinkResult.Linked(var account) => new ActorResult.Known(organization, account),
            LinkResult.Refused(var problem) => new ActorResult.Refused(new DecisionOutcome.NotLinked(problem)),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>Whether they still are a member, asked now.</summary>
    /// <exception cref="Client.Errors.TallyfyException">Tallyfy did not say.</exception>
    public Task<Membership> CheckAsync(ActorResult.Known actor, CancellationToken cancellationToken) =>
        checkMembership.ExecuteAsync(actor.Account, actor.Organization, cancellationToken);

    /// <summary>What is said where the actor's own token cannot be had.</summary>
    public static PreparedDecision NoWriterFor(string address) => NotLinked(new LinkProblem.NoMember(address));

    public static PreparedDecision NotLinked(LinkProblem problem) =>
        new PreparedDecision.Refused(new DecisionOutcome.NotLinked(problem));
}

internal abstract record ActorResult
{
    private ActorResult()
    {
    }

    public sealed record Known(Organization Organization, LinkedAccount Account) : ActorResult;

    public sealed record Refused(DecisionOutcome Outcome) : ActorResult;
}
