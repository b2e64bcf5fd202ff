using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Deciding;

/// <summary>Takes a verdict back: Tallyfy reopens the task, and the task itself tells whether it did.</summary>
internal sealed partial class PursueUndo(ReadApproval read, RefuseUndo refuse, ILogger<PursueUndo> logger) : Pursuit
{
    public override DecisionKind Kind => DecisionKind.Undo;

    public override bool IsUnderWay(StoredApproval now) => now.State is ApprovalState.Undoing;

    public override StoredApproval? Claim(StoredApproval now, PreparedDecision.Ready ready) =>
        now.Version != ready.Approval.Version ? null : now with { State = ApprovalState.Undoing };

    public override async Task<TallyfyAnswer> TellAsync(
        PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        var (undo, organization) = (ready.Decision, ready.Organization);
        await ready.ActorClient.ReopenTaskAsync(organization.Id, undo.Run, undo.Approval.Task, cancellationToken);
        return TallyfyAnswer.None; // the task itself tells
    }

    public override async Task<DecisionEnd?> FindEndAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken)
    {
        var reading = await read.ExecuteAsync(organization, decision.Approval.Task, cancellationToken);

        if (reading?.State is ApprovalState.Pending or ApprovalState.OnHold)
            return Done(decision, reading);

        if (reading is not null && StillStands(reading, decision))
            return answer.Refusal is { } why ? Refuse(why) : null;

        // Completed anew meanwhile, or gone.
        return new DecisionEnd(DecisionState.Elsewhere, new DecisionOutcome.AlreadyDecided())
        {
            Move = now => AsRead(now, reading),
        };
    }

    public override DecisionEnd Refuse(Refusal why) =>
        new(DecisionState.Refused, new DecisionOutcome.UndoRefused(why))
        {
            Move = now => now with { State = ApprovalState.DecidedHere },
            Refusal = why,
        };

    public override async Task<bool> IsStillWantedAsync(
        StoredApproval approval, Decision decision, Organization organization, CancellationToken cancellationToken) =>
        approval.State is ApprovalState.Undoing
        && refuse.IsInTime(decision.ClaimedAt)
        && await read.ExecuteAsync(organization, decision.Approval.Task, cancellationToken) is { } reading
        && StillStands(reading, decision)
        && await organization.ServiceClient.FindMemberAsync(
            organization.Id, decision.Actor.TallyfyUserId, cancellationToken)
            is { IsActive: true } member
        && member.Id == decision.Actor.TallyfyUserId
        && refuse.MayTakeBack(reading, member)
        && !await FindWorkSince.ExecuteAsync(approval, organization, cancellationToken);

    public override void LogDone(Decision decision) =>
        LogDone(decision.Id, decision.Approval, decision.Actor.TallyfyUserId);

    /// <summary>Tallyfy shows the task open again: it asks as its next generation.</summary>
    public static DecisionEnd Done(Decision undo, ApprovalReading reading) =>
        new(DecisionState.Done, new DecisionOutcome.Recorded())
        {
            Move = now => now with { State = ApprovalState.Undone, At = undo.ClaimedAt, Reason = undo.Reason },
            Again = reading.State is ApprovalState.Pending
                ? StoredApproval.Begin(reading, undo.Approval.Generation + 1, "")
                : null,
        };

    // Whether the very completion that is taken back is still there.
    private static bool StillStands(ApprovalReading reading, Decision undo) =>
        reading.State is ApprovalState.DecidedElsewhere
        && reading.CompleterId == undo.Actor.TallyfyUserId
        && reading.CompletedAt?.ToUnixTimeMilliseconds() == undo.UndoneCompletionAt?.ToUnixTimeMilliseconds();

    [LoggerMessage(
        LogLevel.Information, "Undo {Decision} on {Approval}: taken back by member {Member}, confirmed by Tallyfy")]
    private partial void LogDone(Guid decision, ApprovalKey approval, long member);
}
