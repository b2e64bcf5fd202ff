using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Approvals;

/// <summary>One decision with what the trail proves of it.</summary>
/// <param name="Code">As it was asked for.</param>
/// <param name="Decision">As it stands in the store: only what the proof covers of it is shown.</param>
/// <param name="Approval">About what.</param>
/// <param name="Proof">Who decided what and when, as the trail has it.</param>
internal sealed record Receipt(ReceiptCode Code, Decision Decision, Approval Approval, DecisionProof Proof)
{
    /// <summary>Name and reason are those that the person decided with.</summary>
    public bool HasWords => Proof.Claim?.HasWordsOf(Decision) is true;

    /// <summary>The entry, which is true, tells no more whose it is.</summary>
    public bool IsForgotten => Proof.Claim is { Salt: null };

    /// <summary>Title, process and requester are those that the person saw.</summary>
    public bool HasContent => Proof.Claim?.HasShown(Approval.Content) is true;

    /// <summary>So are title, description and answers: of these the entry has the digest.</summary>
    public bool IsContentProven =>
        HasContent && Proof.Claim!.ContentDigest == ContentDigest.For(Approval.Content);
}
