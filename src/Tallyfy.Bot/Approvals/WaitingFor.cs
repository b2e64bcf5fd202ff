using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Approvals;

/// <summary>What waits for a person, in all organizations that serve them.</summary>
internal sealed class WaitingFor(ResolveAccount resolve, ApprovalStore approvals, DecisionStore decisions)
{
    public async Task<Waiting> ExecuteAsync(
        Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        var waiting = new List<Approval>();
        Waiting? refused = null;

        foreach (var organization in organizations)
        {
            switch (await resolve.ExecuteAsync(chat, organization, cancellationToken))
            {
                case LinkResult.Linked(var account):
                    waiting.AddRange(await ListAsync(account, organization, cancellationToken));
                    break;

                case LinkResult.Refused(var problem):
                    refused ??= new Waiting([], problem, organization.KnownName);
                    break;
            }
        }

        return refused is not null && waiting.Count == 0 ? refused : new Waiting(waiting, null, "");
    }

    private async Task<IReadOnlyList<Approval>> ListAsync(
        LinkedAccount account, Organization organization, CancellationToken cancellationToken)
    {
        var waiting = new List<Approval>();

        foreach (var approval in await approvals.ListWaitingAsync(organization.Id, account.TallyfyUserId, cancellationToken))
        {
            // Where everyone must decide it goes on waiting, and not for those who did.
            if (!approval.Content.EveryoneMustComplete
                || await decisions.FindVoteAsync(approval.Key, account.TallyfyUserId, cancellationToken) is null)
                waiting.Add(approval.ToApproval(organization));
        }

        return waiting;
    }
}

/// <summary>What waits; or, when nobody could be found in Tallyfy for the person, why.</summary>
internal sealed record Waiting(IReadOnlyList<Approval> Approvals, LinkProblem? Problem, string OrganizationName);
