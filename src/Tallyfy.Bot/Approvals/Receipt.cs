namespace Tallyfy.Bot.Approvals;

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
