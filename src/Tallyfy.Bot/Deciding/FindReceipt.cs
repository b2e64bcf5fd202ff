using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What a receipt code proves, told to whoever decided or had a card of that approval, and to nobody else.
/// </summary>
internal sealed class FindReceipt(
    DecisionStore decisions,
    ApprovalStore approvals,
    PostedCardStore cards,
    RenderingStore renderings,
    MayBeShown mayBeShown,
    DecisionPolicy policy,
    ProveDecision prove)
{
    /// <summary>Null for a wrong code as for another person's: nobody learns which.</summary>
    public async Task<Receipt?> ExecuteAsync(
        string text, PersonId reader, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        if (ReceiptCode.Parse(text) is not { } code
            || await FindAsync(code, reader, organizations, cancellationToken) is not { } receipt)
            return null;

        // A decision that ended between two reads does not agree with itself.
        return receipt.Proof is { Claim: not null, IsRowTrue: false }
            ? await FindAsync(code, reader, organizations, cancellationToken)
            : receipt;
    }

    private async Task<Receipt?> FindAsync(
        ReceiptCode code,
        PersonId reader,
        IReadOnlyList<Organization> organizations,
        CancellationToken cancellationToken)
    {
        if (await decisions.FindAsync(code, cancellationToken) is not { } decision
            || organizations.FirstOrDefault(one => one.Id == decision.Approval.Organization) is not { } organization
            || await approvals.FindAsync(decision.Approval, cancellationToken) is not { } approval
            || await FindReadableAsync(decision, approval, reader, cancellationToken) is not { } content)
            return null;

        var proof = await prove.ExecuteAsync(decision, cancellationToken);

        return new Receipt(
            code,
            decision,
            approval.ToApproval(organization) with { Content = content, KeyLabels = policy.KeyAnswersOf(content) },
            proof.Claim is { } claim && ReceiptCode.For(claim) != code
                ? new DecisionProof(ProofState.Altered)
                : proof);
    }

    /// <summary>What of the approval this reader may know beside the decision; null when that is nothing.</summary>
    private async Task<ApprovalContent?> FindReadableAsync(
        Decision decision, StoredApproval approval, PersonId reader, CancellationToken cancellationToken)
    {
        var hadCard = await cards.WasShownToAsync(approval.Key, reader, cancellationToken);
        var shown = await mayBeShown.ExecuteAsync(approval, reader, hadCard, cancellationToken);

        return shown.Disclosure switch
        {
            Disclosure.Everything => approval.Content,
            Disclosure.HowItEnded => await FindSeenAsync(approval, reader, cancellationToken),
            _ when decision.Actor.Person == reader => await FindSeenAsync(approval, reader, cancellationToken),
            _ => null,
        };
    }

    private async Task<ApprovalContent?> FindSeenAsync(
        StoredApproval approval, PersonId reader, CancellationToken cancellationToken) =>
        approval.FindContent((await renderings.FindSeenAsync(approval.Key, reader, cancellationToken)).Last);
}
