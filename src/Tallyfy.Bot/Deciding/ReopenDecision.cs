using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Deciding;

/// <summary>Has Tallyfy reopen a task whose decision was taken back, once, and keeps what came of it.</summary>
internal sealed partial class ReopenDecision(
    ReadApproval read, ApprovalStore approvals, ClaimUndo claim, ILogger<ReopenDecision> logger)
{
    public async Task<DecisionOutcome> ExecuteAsync(
        Decision undo, Organization organization, TallyfyClient writer, CancellationToken cancellationToken)
    {
        Refusal? refusal = null;

        try
        {
            await writer.ReopenTaskAsync(organization.Id, undo.Run, undo.Approval.Task, cancellationToken);
        }
        catch (TallyfyException e) when (e.IsOutcomeUnknown || e.Kind is TallyfyErrorKind.RateLimited)
        {
            LogUnanswered(undo.Id, undo.Approval, e.Kind);
            return new DecisionOutcome.BeingSent();
        }
        catch (TallyfyException e)
        {
            LogRefused(undo.Id, undo.Approval, e.Kind, e.RequestId);
            refusal = Refusal.Of(e);
        }

        return await SettleAsync(undo, organization, refusal, cancellationToken) ?? new DecisionOutcome.BeingSent();
    }

    /// <summary>
    /// Reads the task and ends the undo by what it says. Null when it says nothing yet: still completed as it was, and
    /// nobody refused.
    /// </summary>
    public async Task<DecisionOutcome?> SettleAsync(
        Decision undo, Organization organization, Refusal? refusal, CancellationToken cancellationToken)
    {
        ApprovalReading? reading;

        try
        {
            reading = await read.ExecuteAsync(organization, undo.Approval.Task, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogUnanswered(undo.Id, undo.Approval, e.Kind);

            // Without a token nothing happened, and a read is refused the same way.
            return refusal is { Kind: RefusalKind.NotLetIn }
                ? await ReleaseAsync(undo, refusal, cancellationToken)
                : new DecisionOutcome.BeingSent();
        }

        if (reading?.State is ApprovalState.Pending or ApprovalState.OnHold)
            return await FinishAsync(undo, reading, cancellationToken);

        if (reading is not null && StillStands(reading, undo))
            return refusal is null ? null : await ReleaseAsync(undo, refusal, cancellationToken);

        if (await FindAsync(undo, cancellationToken) is { } approval)
            await claim.GiveWayAsync(approval, undo, reading, cancellationToken);

        return new DecisionOutcome.AlreadyDecided();
    }

    private async Task<DecisionOutcome> FinishAsync(
        Decision undo, ApprovalReading reading, CancellationToken cancellationToken)
    {
        if (await FindAsync(undo, cancellationToken) is { } approval)
            await claim.FinishAsync(approval, undo, reading, cancellationToken);

        LogUndone(undo.Id, undo.Approval, undo.Actor.TallyfyUserId);
        return new DecisionOutcome.Recorded();
    }

    private async Task<DecisionOutcome> ReleaseAsync(Decision undo, Refusal refusal, CancellationToken cancellationToken)
    {
        if (await FindAsync(undo, cancellationToken) is { } approval)
            await claim.ReleaseAsync(approval, undo, refusal, cancellationToken);

        return new DecisionOutcome.UndoRefused(refusal);
    }

    private async Task<StoredApproval?> FindAsync(Decision undo, CancellationToken cancellationToken) =>
        await approvals.FindAsync(undo.Approval, cancellationToken) is { State: ApprovalState.Undoing } approval
            ? approval
            : null;

    /// <summary>Whether the very completion that is taken back is still there.</summary>
    public static bool StillStands(ApprovalReading reading, Decision undo) =>
        reading.State is ApprovalState.DecidedElsewhere
        && reading.CompleterId == undo.Actor.TallyfyUserId
        && reading.CompletedAt?.ToUnixTimeMilliseconds() == undo.UndoneCompletionAt?.ToUnixTimeMilliseconds();

    [LoggerMessage(LogLevel.Information, "Undo {Decision} on {Approval}: taken back by member {Member}, confirmed by Tallyfy")]
    private partial void LogUndone(Guid decision, ApprovalKey approval, long member);

    [LoggerMessage(LogLevel.Warning, "Undo {Decision} on {Approval} was refused by Tallyfy: {Kind} (request {RequestId})")]
    private partial void LogRefused(Guid decision, ApprovalKey approval, TallyfyErrorKind kind, string? requestId);

    [LoggerMessage(LogLevel.Warning, "Undo {Decision} on {Approval} has no answer yet: {Kind}; it is kept and looked at again")]
    private partial void LogUnanswered(Guid decision, ApprovalKey approval, TallyfyErrorKind kind);
}
