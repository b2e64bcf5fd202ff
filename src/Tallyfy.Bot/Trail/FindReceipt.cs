using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Trail;

/// <summary>What a receipt code proves, told to whoever decided or had a card of that approval, and to nobody else.</summary>
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
        _ when !entry.IsDigestTrue || !entry.IsPersonTrue || ReceiptCode.Of(entry) != code => ReceiptState.Altered,
        { Sequence: null } => ReceiptState.Waiting,
        _ => ReceiptState.Sealed,
    };
}

/// <summary>One decision with its entry in the trail.</summary>
/// <param name="Code">As it was asked for.</param>
/// <param name="Decision">Who decided what, when.</param>
/// <param name="Approval">About what.</param>
/// <param name="State">Whether the entry stands.</param>
/// <param name="Sequence">Its place in the chain.</param>
internal sealed record Receipt(
    ReceiptCode Code, Decision Decision, Approval Approval, ReceiptState State, long? Sequence);

internal enum ReceiptState
{
    Sealed,

    /// <summary>Written, and sealed in a moment.</summary>
    Waiting,

    /// <summary>Pruned.</summary>
    NoEntry,

    /// <summary>The entry is not the one that the code was made from.</summary>
    Altered,
}
