using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>Moves an approval into, and out of, the taking back of its decision.</summary>
internal sealed class ClaimUndo(
    ApprovalStore approvals,
    DecisionStore decisions,
    PostedCardStore cards,
    CommentStore comments,
    AnnounceApproval announce,
    MoveApproval move,
    IOptions<ApprovalOptions> options)
{
    /// <summary>Before Tallyfy is told anything; false when the approval moved since it was read.</summary>
    public Task<bool> ExecuteAsync(StoredApproval approval, Decision undo, CancellationToken cancellationToken) =>
        move.ExecuteAsync(
            Next(approval) with { State = ApprovalState.Undoing },
            options.Value.AnswerWithin,
            unit => decisions.AddAsync(unit, undo, options.Value.Lease, cancellationToken),
            cancellationToken);

    /// <summary>Tallyfy shows the task open again: it asks as its next generation, in the same transaction.</summary>
    public Task<bool> FinishAsync(
        StoredApproval approval, Decision undo, ApprovalReading reading, CancellationToken cancellationToken) =>
        move.ExecuteAsync(
            Next(approval) with { State = ApprovalState.Undone, At = undo.ClaimedAt, Reason = undo.Reason },
            TimeSpan.Zero,
            async unit =>
            {
                if (reading.State is ApprovalState.Pending)
                    await AskAgainAsync(unit, StoredApproval.Begin(reading, approval.Key.Generation + 1, ""), cancellationToken);

                await comments.AddAsync(unit, undo, cancellationToken);
                return await decisions.FinishAsync(unit, undo, DecisionState.Done, null, cancellationToken);
            },
            cancellationToken);

    /// <summary>Completed anew meanwhile, or gone: what Tallyfy says now is what the cards show.</summary>
    public Task<bool> GiveWayAsync(
        StoredApproval approval, Decision undo, ApprovalReading? reading, CancellationToken cancellationToken) =>
        move.ExecuteAsync(
            Next(approval) with
            {
                State = reading?.State ?? ApprovalState.Gone,
                Obstacle = reading is null ? new Obstacle(ObstacleKind.Missing) : reading.Obstacle,
                Verdict = reading?.Verdict,
                By = reading?.Completer,
                At = reading?.CompletedAt,
                Reason = null,
            },
            TimeSpan.Zero,
            unit => decisions.FinishAsync(unit, undo, DecisionState.Elsewhere, null, cancellationToken),
            cancellationToken);

    /// <summary>The decision stands; whoever wanted it back reads why, with their words still in place.</summary>
    public Task<bool> ReleaseAsync(
        StoredApproval approval, Decision undo, Refusal refusal, CancellationToken cancellationToken)
    {
        var next = Next(approval) with { State = ApprovalState.DecidedHere };

        return move.ExecuteAsync(
            next,
            TimeSpan.Zero,
            async unit =>
            {
                var notice = new KeptNotice(next.Version, refusal, undo.Reason) { IsAboutUndo = true };
                await cards.KeepNoticeAsync(unit, undo.Rendering, notice, cancellationToken);
                return await decisions.FinishAsync(unit, undo, DecisionState.Refused, refusal, cancellationToken);
            },
            cancellationToken);
    }

    private async Task AskAgainAsync(UnitOfWork unit, StoredApproval next, CancellationToken cancellationToken)
    {
        if (await approvals.AddAsync(unit, next, cancellationToken))
            await announce.AddAsync(unit, next, TimeSpan.Zero, cancellationToken);
    }

    private static StoredApproval Next(StoredApproval approval) => approval with { Version = approval.Version + 1 };
}
