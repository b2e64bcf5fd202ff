using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>Keeps one person's verdict where everyone must complete; the approval itself goes on waiting for the others.</summary>
internal sealed class ClaimVote(
    ApprovalStore approvals,
    DecisionStore decisions,
    PostedCardStore cards,
    CommentStore comments,
    MoveApproval move,
    IOptions<ApprovalOptions> options)
{
    /// <summary>Many people may vote in the same moment; each moves the same row by one.</summary>
    private const int MostTries = 50;

    /// <summary>Before Tallyfy is told anything; false when this person voted before, or it waits no more.</summary>
    public async Task<bool> ExecuteAsync(Decision vote, CancellationToken cancellationToken)
    {
        try
        {
            return await MoveAsync(
                vote,
                options.Value.AnswerWithin,
                (unit, _) => decisions.AddAsync(unit, vote, options.Value.Lease, cancellationToken),
                cancellationToken);
        }
        catch (ClaimConflictException)
        {
            return false;
        }
    }

    /// <summary>Tallyfy took it.</summary>
    public Task<bool> FinishAsync(Decision vote, CancellationToken cancellationToken) => MoveAsync(
        vote,
        TimeSpan.Zero,
        async (unit, _) =>
        {
            if (vote.Reason is not null)
                await comments.AddAsync(unit, vote, cancellationToken);

            return await decisions.FinishAsync(unit, vote, DecisionState.Done, null, cancellationToken);
        },
        cancellationToken);

    /// <summary>Tallyfy did not take it: the card asks again and says why.</summary>
    public Task<bool> ReleaseAsync(Decision vote, Refusal refusal, CancellationToken cancellationToken) => MoveAsync(
        vote,
        TimeSpan.Zero,
        async (unit, version) =>
        {
            await cards.KeepNoticeAsync(unit, vote.Rendering, new KeptNotice(version, refusal, vote.Reason), cancellationToken);
            return await decisions.FinishAsync(unit, vote, DecisionState.Refused, refusal, cancellationToken);
        },
        cancellationToken);

    /// <summary>Nothing tells whether Tallyfy took it.</summary>
    public Task<bool> LeaveUnconfirmedAsync(Decision vote, CancellationToken cancellationToken) => MoveAsync(
        vote,
        TimeSpan.Zero,
        (unit, _) => decisions.FinishAsync(unit, vote, DecisionState.Unconfirmed, null, cancellationToken),
        cancellationToken);

    private async Task<bool> MoveAsync(
        Decision vote,
        TimeSpan updatesAfter,
        Func<UnitOfWork, long, Task<bool>> step,
        CancellationToken cancellationToken)
    {
        for (var attempt = 0; attempt < MostTries; attempt++)
        {
            if (await approvals.FindAsync(vote.Approval, cancellationToken) is not { } approval
                || (vote.State is null && approval.State is not ApprovalState.Pending))
                return false;

            var next = approval with { Version = approval.Version + 1 };

            if (await move.ExecuteAsync(next, updatesAfter, unit => step(unit, next.Version), cancellationToken))
                return true;
        }

        return false;
    }
}
