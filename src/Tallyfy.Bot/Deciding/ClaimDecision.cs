using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>Moves an approval into, and out of, a decision: approval row, decision row and card updates in one transaction.</summary>
internal sealed class ClaimDecision(
    DecisionStore decisions,
    PostedCardStore cards,
    CommentStore comments,
    MoveApproval move,
    IOptions<ApprovalOptions> options)
{
    /// <summary>Before Tallyfy is told anything; false when somebody was first.</summary>
    public Task<bool> ExecuteAsync(StoredApproval approval, Decision decision, CancellationToken cancellationToken) =>
        MoveAsync(
            approval,
            ApprovalState.Deciding,
            decision,
            unit => decisions.AddAsync(unit, decision, options.Value.Lease, cancellationToken),
            cancellationToken);

    /// <summary>Tallyfy confirmed the decision.</summary>
    public Task<bool> FinishAsync(
        StoredApproval approval,
        Decision decision,
        IReadOnlyList<RuleChange> ruleChanges,
        CancellationToken cancellationToken) =>
        MoveAsync(
            approval with { RuleChanges = ruleChanges },
            ApprovalState.DecidedHere,
            decision,
            async unit =>
            {
                if (decision.Reason is not null)
                    await comments.AddAsync(unit, decision, cancellationToken);

                return await decisions.FinishAsync(unit, decision, DecisionState.Done, null, cancellationToken);
            },
            cancellationToken);

    /// <summary>The decision did not come to be; the approval is what the read said.</summary>
    public Task<bool> ReleaseAsync(
        StoredApproval approval,
        Decision decision,
        ApprovalReading? reading,
        Refusal? refusal,
        CancellationToken cancellationToken)
    {
        var state = reading?.State ?? ApprovalState.Gone;
        var isElsewhere = state is ApprovalState.DecidedElsewhere;

        return ReleaseAsync(
            approval with
            {
                State = state,
                Obstacle = reading is null ? new Obstacle(ObstacleKind.Missing) : reading.Obstacle,
                Content = reading?.Content ?? approval.Content, // all of it, or the next read would find a change and wipe the notice
                Digest = reading?.Digest ?? approval.Digest,
                MayDecide = reading?.MayDecide ?? approval.MayDecide,
                Verdict = isElsewhere ? reading?.Verdict : null,
                By = isElsewhere ? reading?.Completer : null,
                At = isElsewhere ? reading?.CompletedAt : null,
            },
            decision,
            refusal,
            cancellationToken);
    }

    /// <summary>The decision cannot have come to be: the approval waits as it did before.</summary>
    public Task<bool> WithdrawAsync(
        StoredApproval approval, Decision decision, Refusal refusal, CancellationToken cancellationToken) =>
        ReleaseAsync(
            approval with { State = ApprovalState.Pending, Verdict = null, By = null, At = null },
            decision,
            refusal,
            cancellationToken);

    private Task<bool> ReleaseAsync(
        StoredApproval end, Decision decision, Refusal? refusal, CancellationToken cancellationToken)
    {
        var next = end with { Version = end.Version + 1, Reason = null, Fingerprint = "" };
        var result = next.State is ApprovalState.DecidedElsewhere ? DecisionState.Elsewhere : DecisionState.Refused;

        return WriteAsync(
            next,
            async unit =>
            {
                if (refusal is not null)
                    await cards.KeepNoticeAsync(
                        unit, decision.Rendering, new KeptNotice(next.Version, refusal, decision.Reason), cancellationToken);

                return await decisions.FinishAsync(unit, decision, result, refusal, cancellationToken);
            },
            cancellationToken);
    }

    private Task<bool> MoveAsync(
        StoredApproval approval,
        ApprovalState state,
        Decision decision,
        Func<UnitOfWork, Task<bool>> step,
        CancellationToken cancellationToken) =>
        WriteAsync(
            approval with
            {
                State = state,
                Version = approval.Version + 1,
                Verdict = decision.Verdict,
                By = decision.Actor.DisplayName,
                At = decision.ClaimedAt,
                Reason = decision.Reason,
            },
            step,
            cancellationToken);

    // The outcome usually follows at once: nobody needs to see "being sent" before a tap's own answer is due.
    private Task<bool> WriteAsync(
        StoredApproval next, Func<UnitOfWork, Task<bool>> step, CancellationToken cancellationToken) =>
        move.ExecuteAsync(
            next,
            next.State is ApprovalState.Deciding ? options.Value.AnswerWithin : TimeSpan.Zero,
            step,
            cancellationToken);
}
