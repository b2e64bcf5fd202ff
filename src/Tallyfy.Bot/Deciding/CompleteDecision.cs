using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>Sends a claimed decision to Tallyfy, once, and keeps what came of it.</summary>
internal sealed partial class CompleteDecision(
    ReadApproval read,
    ApprovalStore approvals,
    ClaimDecision claim,
    FindRuleChanges findRuleChanges,
    HintStore hints,
    ILogger<CompleteDecision> logger)
{
    // Tallyfy's clock and ours may differ; a completion older than this before the claim was somebody else's.
    private static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    /// <summary>Sends; the tasks of the run <paramref name="before"/> it tell what rules changed, empty where nobody looked.</summary>
    public async Task<DecisionOutcome> ExecuteAsync(
        Decision decision,
        Organization organization,
        TallyfyClient writer,
        IReadOnlyDictionary<string, TallyfyTask> before,
        CancellationToken cancellationToken)
    {
        Refusal? refusal = null;
        IReadOnlyList<RuleChange> changes = [];

        try
        {
            var answer = await writer.CompleteTaskAsync(
                organization.Id,
                decision.Run,
                new TaskCompletion(
                    decision.Approval.Task, decision.Verdict is Verdict.Approved, decision.Actor.TallyfyUserId),
                cancellationToken);

            changes = await findRuleChanges.ExecuteAsync(
                organization, decision.Run, before, answer.ChangedByRules, cancellationToken);

            if (Confirms(answer, decision))
                return await FinishAsync(decision, changes, cancellationToken);
        }
        catch (TallyfyException e) when (e.IsOutcomeUnknown || e.Kind is TallyfyErrorKind.RateLimited)
        {
            LogUnanswered(decision.Id, decision.Approval, e.Kind);
            return new DecisionOutcome.BeingSent();
        }
        catch (TallyfyException e)
        {
            LogRefused(decision.Id, decision.Approval, e.Kind, e.RequestId);
            refusal = Refusal.Of(e);
        }

        if (refusal is { Kind: RefusalKind.NotLetIn })
            return await WithdrawAsync(decision, refusal, cancellationToken);

        return await SettleAsync(decision, organization, refusal, changes, cancellationToken)
            ?? new DecisionOutcome.BeingSent();
    }

    /// <summary>
    /// Reads the task and ends the decision by what it says. Null when it says nothing yet: still open, and nobody refused.
    /// </summary>
    public Task<DecisionOutcome?> SettleAsync(
        Decision decision, Organization organization, Refusal? refusal, CancellationToken cancellationToken) =>
        SettleAsync(decision, organization, refusal, [], cancellationToken);

    private async Task<DecisionOutcome?> SettleAsync(
        Decision decision,
        Organization organization,
        Refusal? refusal,
        IReadOnlyList<RuleChange> changes,
        CancellationToken cancellationToken)
    {
        ApprovalReading? reading;

        try
        {
            reading = await read.ExecuteAsync(organization, decision.Approval.Task, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogUnanswered(decision.Id, decision.Approval, e.Kind);
            return new DecisionOutcome.BeingSent();
        }

        if (reading is not null && Matches(reading, decision))
            return await FinishAsync(decision, changes, cancellationToken);

        if (reading is { State: ApprovalState.Pending or ApprovalState.OnHold } && refusal is null)
            return null;

        var approval = await approvals.FindAsync(decision.Approval, cancellationToken);

        if (approval is { State: ApprovalState.Deciding })
            await claim.ReleaseAsync(approval, decision, reading, refusal, cancellationToken);

        return reading?.State switch
        {
            ApprovalState.DecidedElsewhere => DecidedElsewhere(decision, reading),
            ApprovalState.Pending => new DecisionOutcome.Refused(refusal!),
            ApprovalState.OnHold => new DecisionOutcome.OnHold(),
            _ => new DecisionOutcome.Gone(),
        };
    }

    // Without a token nothing happened, and a read would be refused the same way.
    private async Task<DecisionOutcome> WithdrawAsync(
        Decision decision, Refusal refusal, CancellationToken cancellationToken)
    {
        if (await approvals.FindAsync(decision.Approval, cancellationToken) is { State: ApprovalState.Deciding } approval)
            await claim.WithdrawAsync(approval, decision, refusal, cancellationToken);

        return new DecisionOutcome.Refused(refusal);
    }

    private async Task<DecisionOutcome> FinishAsync(
        Decision decision, IReadOnlyList<RuleChange> changes, CancellationToken cancellationToken)
    {
        if (await approvals.FindAsync(decision.Approval, cancellationToken) is { State: ApprovalState.Deciding } approval)
            await claim.FinishAsync(approval, decision, changes, cancellationToken);

        if (changes.Count > 0 && Hint.Of(decision.Run, null) is { } run)
            await hints.AddAsync(decision.Approval.Organization, [run], cancellationToken);

        LogDone(decision.Id, decision.Approval, decision.Verdict, decision.Actor.TallyfyUserId);
        return new DecisionOutcome.Recorded();
    }

    private DecisionOutcome.AlreadyDecided DecidedElsewhere(Decision decision, ApprovalReading reading)
    {
        LogElsewhere(decision.Id, decision.Approval, reading.CompleterId, decision.Actor.TallyfyUserId);
        return new DecisionOutcome.AlreadyDecided();
    }

    // A thin answer leaves the verdict out: then the task itself is asked.
    private static bool Confirms(CompletedTask answer, Decision decision) =>
        answer.CompletedAt is { } at
        && at >= decision.ClaimedAt - ClockSkew
        && answer.CompleterId == decision.Actor.TallyfyUserId
        && answer.IsApproved == (decision.Verdict is Verdict.Approved);

    /// <summary>Whether the task is completed just as this decision says.</summary>
    public static bool Matches(ApprovalReading reading, Decision decision) =>
        reading.State is ApprovalState.DecidedElsewhere
        && reading.CompleterId == decision.Actor.TallyfyUserId
        && reading.Verdict == decision.Verdict
        && reading.CompletedAt >= decision.ClaimedAt - ClockSkew;

    [LoggerMessage(LogLevel.Information, "Decision {Decision} on {Approval}: {Verdict} by member {Member}, confirmed by Tallyfy")]
    private partial void LogDone(Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(LogLevel.Warning, "Decision {Decision} on {Approval} was refused by Tallyfy: {Kind} (request {RequestId})")]
    private partial void LogRefused(Guid decision, ApprovalKey approval, TallyfyErrorKind kind, string? requestId);

    [LoggerMessage(LogLevel.Warning, "Decision {Decision} on {Approval} has no answer yet: {Kind}; it is kept and looked at again")]
    private partial void LogUnanswered(Guid decision, ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Warning, "Decision {Decision} on {Approval} came second: Tallyfy names completer {Completer}, the actor is {Actor}")]
    private partial void LogElsewhere(Guid decision, ApprovalKey approval, long? completer, long actor);
}
