using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>Who taps, as a member of the organization whose approval it is. The person comes from the verified activity.</summary>
internal sealed class IdentifyActor(OrganizationDirectory organizations, ResolveAccount resolve)
{
    public async Task<ActorResult> ExecuteAsync(ApprovalKey approval, Chat chat, CancellationToken cancellationToken)
    {
        if (organizations.Find(approval.Organization) is not { } organization)
            return new ActorResult.Refused(new DecisionOutcome.UnknownCard());

        return await resolve.ExecuteAsync(chat, organization, cancellationToken) switch
        {
            LinkResult.Linked(var account) => new ActorResult.Known(organization, account),
            LinkResult.Refused(var problem) => new ActorResult.Refused(new DecisionOutcome.NotLinked(problem)),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>What is said where the actor's own token cannot be had.</summary>
    public static DecisionOutcome NoWriterFor(string address) => new DecisionOutcome.NotLinked(new LinkProblem.NoMember(address));
}

internal abstract record ActorResult
{
    private ActorResult()
    {
    }

    public sealed record Known(Organization Organization, LinkedAccount Account) : ActorResult;

    public sealed record Refused(DecisionOutcome Outcome) : ActorResult;
}
