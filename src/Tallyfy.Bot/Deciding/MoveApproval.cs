using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// One transaction for each move of an approval by a decision: its row, the decision's row with its entry in the trail,
/// and every card up for an update. It happens as a whole, or not at all.
/// </summary>
internal sealed class MoveApproval(
    ApprovalStore approvals,
    AnnounceApproval announce,
    Database database,
    OutboxSignal signal,
    CommentSignal commentSignal,
    TrailSignal trailSignal)
{
    /// <summary>
    /// Puts <paramref name="next"/> in the place of the version before it; false when somebody moved the approval since
    /// it was read. Cards may wait as long as <paramref name="updatesAfter"/> for something better to show. A
    /// <paramref name="step"/> that answers false undoes everything.
    /// </summary>
    /// <exception cref="ClaimConflictException">The step answered false: approval and decision disagree.</exception>
    public async Task<bool> ExecuteAsync(
        StoredApproval next,
        TimeSpan updatesAfter,
        Func<UnitOfWork, Task<bool>> step,
        CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync(
            async unit =>
            {
                if (!await approvals.ReplaceAsync(unit, next, cancellationToken))
                    return false;

                if (!await step(unit))
                    throw new ClaimConflictException(next.Key);

                await announce.AddAsync(unit, next, updatesAfter, cancellationToken);
                return true;
            },
            cancellationToken);

        signal.Raise();
        commentSignal.Raise();
        trailSignal.Raise();
        return written;
    }
}

/// <summary>The approval row and the decision row disagree; the transaction is undone and nothing was recorded.</summary>
internal sealed class ClaimConflictException(ApprovalKey approval)
    : Exception($"Approval {approval} and its decision disagree; nothing was written.");
