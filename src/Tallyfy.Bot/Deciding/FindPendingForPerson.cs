using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>What waits for a person, in all organizations that serve them.</summary>
internal sealed class FindPendingForPerson(
    ResolveAccount resolve,
    ApprovalStore approvals,
    ListingStore listings,
    MayBeShown mayBeShown)
{
    public async Task<Waiting> ExecuteAsync(
        Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        var waiting = new List<Approval>();
        var unread = new List<(string Organization, Unread What)>();
        var isKnown = false;
        Waiting? refused = null;

        foreach (var organization in organizations)
        {
            switch (await resolve.ExecuteAsync(chat, organization, cancellationToken))
            {
                case LinkResult.Linked(var account):
                    isKnown = true;
                    waiting.AddRange(await ListAsync(account, organization, cancellationToken));

                    if (await listings.FindUnreadAsync(organization.Id, cancellationToken) is { } what)
                        unread.Add((organization.KnownName, what));

                    break;

                case LinkResult.Refused(var problem):
                    refused ??= new Waiting(
                        [],
                        [],
                        problem,
                        problem.MayPass ? organization.KnownName : await organization.FindNameAsync(cancellationToken));
                    break;
            }
        }

        return waiting.Count == 0 && refused is { Problem: { } why } && (!isKnown || why.MayPass)
            ? refused
            : new Waiting([.. waiting.MostUrgentFirst(approval => approval)], unread, null, "");
    }

    private async Task<IReadOnlyList<Approval>> ListAsync(
        LinkedAccount account, Organization organization, CancellationToken cancellationToken)
    {
        var all = await approvals.ListWaitingAsync(organization.Id, cancellationToken);
        var theirs = await mayBeShown.ListWaitingForAsync(account, all, cancellationToken);

        return [.. theirs.Select(approval => approval.ToApproval(organization))];
    }
}

/// <summary>What waits; or, when no organization knows the person or one did not say, why.</summary>
/// <param name="Approvals">What waits, as far as it is known here, the most urgent first.</param>
/// <param name="Unread">Of which organizations something is not.</param>
/// <param name="Problem">Why nothing is known of the person.</param>
/// <param name="OrganizationName">Where that is so.</param>
internal sealed record Waiting(
    IReadOnlyList<Approval> Approvals,
    IReadOnlyList<(string Organization, Unread What)> Unread,
    LinkProblem? Problem,
    string OrganizationName);
