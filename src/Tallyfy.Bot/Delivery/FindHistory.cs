using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>What happened to an approval before its reader looks at it now.</summary>
internal sealed class FindHistory(ApprovalStore approvals, RenderingStore renderings)
{
    /// <summary>What differs from the first that this reader was shown of it.</summary>
    public async Task<IReadOnlyList<ContentChange>> FindChangesAsync(
        StoredApproval stored, PersonId reader, CancellationToken cancellationToken)
    {
        if (stored.Earlier.Count == 0)
            return [];

        var (first, _) = await renderings.FindSeenAsync(stored.Key, reader, cancellationToken);
        return stored.ChangesSince(first);
    }

    /// <summary>How it came to wait for them that was somebody's before; null for what is new.</summary>
    public async Task<Arrival?> FindArrivalAsync(
        StoredApproval stored, LinkedAccount account, CancellationToken cancellationToken)
    {
        if (stored.FirstAsked is { } first
            && stored.MayDecide.Contains(account.TallyfyUserId)
            && !first.Contains(account.TallyfyUserId))
            return new Arrival(ArrivalKind.PassedOn);

        if (stored.Key.Generation == 1)
            return null;

        var before = await approvals.FindAsync(
            stored.Key with { Generation = stored.Key.Generation - 1 }, cancellationToken);

        return before is { State: ApprovalState.Undone }
            ? new Arrival(
                before.Verdict is Verdict.Rejected ? ArrivalKind.RejectionTakenBack : ArrivalKind.ApprovalTakenBack,
                before.By,
                before.Reason)
            : new Arrival(ArrivalKind.Reopened);
    }
}
