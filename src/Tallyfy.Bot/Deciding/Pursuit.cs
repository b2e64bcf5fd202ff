using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;
using Tallyfy.Client.Tasks;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What differs between the kinds of decision. <see cref="PursueDecision"/> does what is the same for all.
/// </summary>
internal abstract class Pursuit
{
    /// <summary>Tallyfy's clock and ours may differ by this much.</summary>
    protected static readonly TimeSpan ClockSkew = TimeSpan.FromMinutes(5);

    public abstract DecisionKind Kind { get; }

    /// <summary>Whether Tallyfy may be told again where nothing shows that it took the decision.</summary>
    public virtual bool IsRepeatable => true;

    /// <summary>What the claim makes of the approval; null when it went on since the decision was prepared.</summary>
    public abstract StoredApproval? Claim(StoredApproval now, PreparedDecision.Ready ready);

    /// <summary>Whether a claimed decision may still move the approval.</summary>
    public abstract bool IsUnderWay(StoredApproval now);

    /// <summary>Tells Tallyfy, once.</summary>
    /// <exception cref="TallyfyException">It refused, or no answer came.</exception>
    public abstract Task<TallyfyAnswer> TellAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken);

    /// <summary>How it ended, by the answer and by what Tallyfy shows; null when neither says anything yet.</summary>
    /// <exception cref="TallyfyException">Tallyfy could not be asked.</exception>
    public abstract Task<DecisionEnd?> FindEndAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken);

    /// <summary>The end where nothing happened: the approval is as it was before the claim.</summary>
    public abstract DecisionEnd Refuse(Refusal why);

    /// <summary>Whether it is still what the person wanted and may do, long after it was sent.</summary>
    /// <exception cref="TallyfyException">Tallyfy could not be asked.</exception>
    public abstract Task<bool> IsStillWantedAsync(
        StoredApproval approval, Decision decision, Organization organization, CancellationToken cancellationToken);

    /// <summary>Says that Tallyfy has it, once that is on record.</summary>
    public abstract void LogDone(Decision decision);

    /// <summary>Looks at what else Tallyfy's answer may have changed, once the end is on record.</summary>
    public virtual Task FollowAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken) =>
        Task.CompletedTask;

    protected static Task<CompletedTask> CompleteAsync(
        PreparedDecision.Ready ready, CancellationToken cancellationToken) =>
        ready.ActorClient.CompleteTaskAsync(
            ready.Organization.Id,
            ready.Decision.Run,
            new TaskCompletion(
                ready.Decision.Approval.Task,
                ready.Decision.Verdict is Verdict.Approved,
                ready.Organization.NameToSend(ready.Decision.Actor.TallyfyUserId)),
            cancellationToken);

    /// <summary>The approval as Tallyfy shows it, after a decision that did not come to be.</summary>
    protected static StoredApproval AsRead(StoredApproval now, ApprovalReading? reading)
    {
        var completed = reading is { State: ApprovalState.DecidedElsewhere } ? reading : null;

        // All of the content, or the next read would find a change and wipe the notice.
        return Unsaid(now).WithContent(reading?.Content ?? now.Content) with
        {
            State = reading?.State ?? ApprovalState.Gone,
            BlockReason = reading is null ? new BlockReason(BlockReasonKind.Missing) : reading.BlockReason,
            Digest = reading?.Digest ?? now.Digest,
            MayDecide = reading?.MayDecide ?? now.MayDecide,
            Verdict = completed?.Verdict,
            By = completed?.Completer,
            At = completed?.CompletedAt,
        };
    }

    /// <summary>Without what the claim wrote; the next look at the task list reads the task again.</summary>
    protected static StoredApproval Unsaid(StoredApproval now) =>
        now with { Verdict = null, By = null, At = null, Reason = null, Fingerprint = "" };
}
