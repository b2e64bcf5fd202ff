using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>One person's verdict ends the approval. The task itself tells whether Tallyfy has it.</summary>
internal sealed partial class PursueVerdict(
    ReadApproval read,
    FindRuleChanges findRuleChanges,
    DecisionPolicy policy,
    HintStore hints,
    ILogger<PursueVerdict> logger) : Pursuit
{
    public override DecisionKind Kind => DecisionKind.Verdict;

    public override bool IsUnderWay(StoredApproval now) => now.State is ApprovalState.Deciding;

    public override StoredApproval? Claim(StoredApproval now, PreparedDecision.Ready ready) =>
        now.Version != ready.Approval.Version
            ? null
            : now with
            {
                State = ApprovalState.Deciding,
                Verdict = ready.Decision.Verdict,
                By = ready.Decision.Actor.DisplayName,
                At = ready.Decision.ClaimedAt,
                Reason = ready.Decision.Reason,
            };

    public override async Task<TallyfyAnswer> TellAsync(
        PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        var answer = await CompleteAsync(ready, cancellationToken);
        var changes = await findRuleChanges.ExecuteAsync(
            ready.Organization, ready.Decision.Run, ready.Before, answer.ChangedByRules, cancellationToken);

        return new TallyfyAnswer { IsConfirmed = Confirms(answer, ready.Decision), RuleChanges = changes };
    }

    public override async Task<DecisionEnd?> FindEndAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.IsConfirmed)
            return Done(answer);

        var reading = await read.ExecuteAsync(organization, decision.Approval.Task, cancellationToken);

        if (reading is not null && Matches(reading, decision))
            return Done(answer);

        if (answer.Refusal is null
            && (reading is null or { State: ApprovalState.Gone }
                || IsVoteByNow(reading)
                || IsNobodys(reading, decision)))
            return Lost(decision, reading);

        if (reading is { State: ApprovalState.Pending or ApprovalState.OnHold } && answer.Refusal is null)
            return null;

        if (reading is { State: ApprovalState.DecidedElsewhere })
            LogElsewhere(decision.Id, decision.Approval, reading.CompleterId, decision.Actor.TallyfyUserId);

        return Release(reading, answer.Refusal);
    }

    public override DecisionEnd Refuse(Refusal why) =>
        new(DecisionState.Refused, new DecisionOutcome.Refused(why))
        {
            Move = now => Unsaid(now) with { State = ApprovalState.Pending },
            Refusal = why,
        };

    public override async Task<bool> IsStillWantedAsync(
        StoredApproval approval, Decision decision, Organization organization, CancellationToken cancellationToken) =>
        approval.State is ApprovalState.Deciding
        && await read.ExecuteAsync(organization, decision.Approval.Task, cancellationToken)
            is { State: ApprovalState.Pending } reading
        && reading.Digest == decision.Digest
        && !reading.Content.EveryoneMustComplete // then it would be one vote of several, and may be one already
        && policy.FindWhyNotInChat(reading.Content, decision.Actor.TallyfyUserId) is null
        && (decision.IsSignedIn || !policy.MustStepUp(reading.Content))
        && await organization.ServiceClient.FindMemberAsync(
            organization.Id, decision.Actor.TallyfyUserId, cancellationToken)
            is { IsActive: true } member
        && member.Id == decision.Actor.TallyfyUserId
        && policy.MayDecide(reading.MayDecide, member)
        && (!FindReopening.IsNeeded(approval, reading)
            || await FindReopening.ExecuteAsync(organization, approval, cancellationToken) is null);

    public override void LogDone(Decision decision) =>
        LogDone(decision.Id, decision.Approval, decision.Verdict, decision.Actor.TallyfyUserId);

    public override async Task FollowAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken)
    {
        if (answer.RuleChanges.Count > 0 && Hint.For(decision.Run, null) is { } run)
            await hints.AddAsync(organization.Id, [run], cancellationToken);
    }

    // A thin answer leaves the verdict out: then the task itself is asked.
    private static bool Confirms(CompletedTask answer, Decision decision) =>
        answer.CompletedAt is { } at
        && at >= decision.ClaimedAt - ClockSkew
        && answer.CompleterId == decision.Actor.TallyfyUserId
        && answer.IsApproved == (decision.Verdict is Verdict.Approved);

    /// <summary>
    /// Whether the task is completed just as this decision says, also where it was archived since; an older completion
    /// is not it.
    /// </summary>
    public static bool Matches(ApprovalReading reading, Decision decision) =>
        reading.State is ApprovalState.DecidedElsewhere or ApprovalState.Gone
        && reading.CompleterId == decision.Actor.TallyfyUserId
        && reading.Verdict == decision.Verdict
        && reading.CompletedAt >= decision.ClaimedAt - ClockSkew;

    /// <summary>The decision did not come to be; the approval is what the read said.</summary>
    public static DecisionEnd Release(ApprovalReading? reading, Refusal? refusal)
    {
        var (state, outcome) = (reading?.State, refusal) switch
        {
            (ApprovalState.DecidedElsewhere, _) =>
                (DecisionState.Elsewhere, (DecisionOutcome)new DecisionOutcome.AlreadyDecided()),
            (ApprovalState.Pending, { } why) => (DecisionState.Refused, new DecisionOutcome.Refused(why)),
            (ApprovalState.OnHold, _) => (DecisionState.Refused, new DecisionOutcome.OnHold()),
            _ => (DecisionState.Refused, new DecisionOutcome.Gone()),
        };

        return new DecisionEnd(state, outcome) { Move = now => AsRead(now, reading), Refusal = refusal };
    }

    // Open, and it may be one completion of several already.
    private static bool IsVoteByNow(ApprovalReading reading) =>
        reading.State is ApprovalState.Pending or ApprovalState.OnHold && reading.Content.EveryoneMustComplete;

    // Completed since, and nobody says by whom.
    private static bool IsNobodys(ApprovalReading reading, Decision decision) =>
        reading is { State: ApprovalState.DecidedElsewhere, CompleterId: null, Completer: null }
        && !(reading.CompletedAt < decision.ClaimedAt - ClockSkew);

    // Nobody refused it, and what could tell is not there any more.
    private DecisionEnd Lost(Decision decision, ApprovalReading? reading)
    {
        LogUnconfirmed(decision.Id, decision.Approval, decision.Actor.TallyfyUserId);
        return new DecisionEnd(DecisionState.Unconfirmed, new DecisionOutcome.CouldNotConfirm())
        {
            Move = now => AsRead(now, reading),
        };
    }

    private static DecisionEnd Done(TallyfyAnswer answer) =>
        new(DecisionState.Done, new DecisionOutcome.Recorded())
        {
            Move = now => now with { State = ApprovalState.DecidedHere, RuleChanges = answer.RuleChanges },
        };

    [LoggerMessage(
        LogLevel.Information, "Decision {Decision} on {Approval}: {Verdict} by member {Member}, confirmed by Tallyfy")]
    private partial void LogDone(Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(
        LogLevel.Error,
        "Decision {Decision} on {Approval} by member {Member} is unconfirmed: the task is gone, wants "
        + "everyone by now, or says of nobody that they completed it. Look into Tallyfy's activity feed")]
    private partial void LogUnconfirmed(Guid decision, ApprovalKey approval, long member);

    [LoggerMessage(
        LogLevel.Warning,
        "Decision {Decision} on {Approval} came second: Tallyfy names completer {Completer}, the actor is {Actor}")]
    private partial void LogElsewhere(Guid decision, ApprovalKey approval, long? completer, long actor);
}
