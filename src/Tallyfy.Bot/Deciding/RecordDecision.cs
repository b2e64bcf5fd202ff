using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>Keeps the claim of a decision and its end, each with the move of its approval.</summary>
internal sealed class RecordDecision(
    ApprovalStore approvals,
    DecisionStore decisions,
    PostedCardStore cards,
    DraftStore drafts,
    CommentStore comments,
    AnnounceApproval announce,
    TransitionApproval move,
    IOptions<ApprovalOptions> options)
{
    /// <summary>Before Tallyfy is told anything; false when somebody was first.</summary>
    public async Task<bool> ClaimAsync(
        Pursuit pursuit, PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        try
        {
            return await move.ExecuteAsync(
                ready.Approval,
                now => pursuit.Claim(now, ready),
                options.Value.AnswerWithin, // the outcome usually follows at once, and nobody needs to see "being sent"
                (unit, next) => decisions.AddAsync(
                    unit, ready.Decision, next.Content, options.Value.Lease, cancellationToken),
                cancellationToken);
        }
        catch (ClaimConflictException) when (ready.Decision.Kind is DecisionKind.Vote)
        {
            return false; // this person voted before
        }
    }

    /// <summary>Once it is known what became of it; an approval that went on without it stays as it is.</summary>
    public async Task EndAsync(
        Pursuit pursuit, Decision decision, DecisionEnd end, CancellationToken cancellationToken) =>
        await move.ExecuteAsync(
            await approvals.FindAsync(decision.Approval, cancellationToken),
            now => pursuit.IsUnderWay(now) ? end.Move(now) : null,
            TimeSpan.Zero,
            (unit, next) => EndAsync(unit, next, decision, end, cancellationToken),
            cancellationToken);

    private async Task<bool> EndAsync(
        UnitOfWork unit,
        StoredApproval approval,
        Decision decision,
        DecisionEnd end,
        CancellationToken cancellationToken)
    {
        if (end.Again is { } again && await approvals.AddAsync(unit, again, cancellationToken))
            await announce.AddAsync(unit, again, TimeSpan.Zero, cancellationToken);

        if (end.State is DecisionState.Done && decision.Reason is not null)
            await comments.AddAsync(unit, decision, cancellationToken);

        if (end.Refusal is not null)
        {
            var isUndo = decision.Kind is DecisionKind.Undo;
            var notice = new KeptNotice(approval.Version, end.Refusal) { IsAboutUndo = isUndo };
            await cards.KeepNoticeAsync(
                unit, decision.Rendering, decision.Actor.Person, notice, cancellationToken);
            await GiveBackAsync(unit, decision, cancellationToken);
        }
        else if (end.State is DecisionState.Done)
        {
            // Where everyone must decide the others go on.
            await (decision.Kind is DecisionKind.Vote
                ? DraftStore.RemoveAsync(unit, decision.Rendering, decision.Actor.Person, cancellationToken)
                : DraftStore.RemoveAsync(unit, decision.Approval, cancellationToken));
        }

        return await decisions.FinishAsync(unit, decision, end.State, end.Refusal, cancellationToken);
    }

    // What was typed for it is there to be used again.
    private async Task GiveBackAsync(UnitOfWork unit, Decision decision, CancellationToken cancellationToken)
    {
        if (decision.Reason is not { } reason
            || await cards.FindAsync(unit, decision.Rendering, cancellationToken) is not { } card)
            return;

        var (view, input) = (decision.Kind, decision.Verdict) switch
        {
            (DecisionKind.Undo, _) => (CardView.Undo, CardAction.ReasonField),
            (_, Verdict.Rejected) => (CardView.Reject, CardAction.ReasonField),
            _ => (CardView.Ask, CardAction.CommentField),
        };
        await drafts.GiveBackAsync(
            unit,
            card,
            decision.Actor.Person,
            new Draft { View = view, Typed = new Dictionary<string, string> { [input] = reason } },
            cancellationToken);
    }
}
