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
internal sealed class TransitionApproval(
    ApprovalStore approvals,
    AnnounceApproval announce,
    Database database,
    OutboxSignal signal,
    CommentSignal commentSignal,
    TrailSignal trailSignal)
{
    /// <summary>Many people may vote in the same moment; each moves the same row by one.</summary>
    private const int MostTries = 50;

    /// <summary>
    /// Puts what <paramref name="change"/> makes of the approval in its place. Where somebody moved it since it was
    /// read, it is read again and changed anew. False when it is gone, or the change answers that nothing is to happen.
    /// Cards may wait as long as <paramref name="updatesAfter"/> for something better to show. A
    /// <paramref name="step"/> that answers false undoes everything.
    /// </summary>
    /// <exception cref="ClaimConflictException">The step answered false: approval and decision disagree.</exception>
    public async Task<bool> ExecuteAsync(
        StoredApproval? approval,
        Func<StoredApproval, StoredApproval?> change,
        TimeSpan updatesAfter,
        Func<UnitOfWork, StoredApproval, Task<bool>> step,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries && approval is not null; attempt++)
        {
            if (change(approval) is not { } changed)
                return false;

            var next = changed with { Version = approval.Version + 1 };

            if (await WriteAsync(next, updatesAfter, step, cancellationToken))
                return true;

            approval = await approvals.FindAsync(next.Key, cancellationToken);
        }

        return false;
    }

    private async Task<bool> WriteAsync(
        StoredApproval next,
        TimeSpan updatesAfter,
        Func<UnitOfWork, StoredApproval, Task<bool>> step,
        CancellationToken cancellationToken)
    {
        var written = await database.WriteAsync(
            async unit =>
            {
                if (!await approvals.ReplaceAsync(unit, next, cancellationToken))
                    return false;

                if (!await step(unit, next))
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

/// <summary>The approval row and the decision row disagree; the transaction is undone, nothing was recorded.</summary>
internal sealed class ClaimConflictException(ApprovalKey approval)
    : Exception($"Approval {approval} and its decision disagree; nothing was written.");
