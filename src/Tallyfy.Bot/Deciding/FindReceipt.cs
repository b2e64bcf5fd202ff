using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What a receipt code proves, told to whoever decided or had a card of that approval, and to nobody else.
/// </summary>
internal sealed class FindReceipt(
    DecisionStore decisions, ApprovalStore approvals, PostedCardStore cards, TrailStore trail)
{
    /// <summary>Null for a wrong code as for another person's: nobody learns which.</summary>
    public async Task<Receipt?> ExecuteAsync(
        string text, PersonId reader, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        if (ReceiptCode.Parse(text) is not { } code
            || await decisions.FindAsync(code, cancellationToken) is not { } decision
            || organizations.FirstOrDefault(one => one.Id == decision.Approval.Organization) is not { } organization
            || !await MayReadAsync(decision, reader, cancellationToken)
            || await approvals.FindAsync(decision.Approval, cancellationToken) is not { } approval)
            return null;

        var entry = await trail.FindClaimAsync(decision.Id, cancellationToken);

        return new Receipt(code, decision, approval.ToApproval(organization), StateOf(entry, code), entry?.Sequence);
    }

    private async Task<bool> MayReadAsync(Decision decision, PersonId reader, CancellationToken cancellationToken) =>
        decision.Actor.Person == reader || await cards.WasShownToAsync(decision.Approval, reader, cancellationToken);

    private static ReceiptState StateOf(TrailEntry? entry, ReceiptCode code) => entry switch
    {
        null => ReceiptState.NoEntry,
        _ when !entry.IsDigestTrue || !entry.IsPersonTrue || ReceiptCode.For(entry) != code => ReceiptState.Altered,
        { Sequence: null } => ReceiptState.Waiting,
        _ => ReceiptState.Sealed,
    };
}
