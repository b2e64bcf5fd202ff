using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Claims a prepared decision, sends it to Tallyfy, once, and ends it by what Tallyfy says and shows.
/// </summary>
internal sealed partial class PursueDecision(
    IEnumerable<Pursuit> pursuits,
    CheckSender checkSender,
    RecordDecision record,
    ApprovalStore approvals,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<PursueDecision> logger)
{
    private readonly Dictionary<DecisionKind, Pursuit> byKind = pursuits.ToDictionary(pursuit => pursuit.Kind);

    /// <summary>Before Tallyfy is told anything; false when somebody was first.</summary>
    public Task<bool> ClaimAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken) =>
        record.ClaimAsync(byKind[ready.Decision.Kind], ready, cancellationToken);

    /// <summary>Sends what was claimed.</summary>
    public async Task<DecisionOutcome> SendAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        var decision = ready.Decision;

        if (await TellAsync(ready, cancellationToken) is not { } answer)
            return new DecisionOutcome.BeingSent();

        try
        {
            return await EndAsync(decision, ready.Organization, answer, cancellationToken)
                ?? new DecisionOutcome.BeingSent();
        }
        catch (TallyfyException e)
        {
            LogUnanswered(decision.Kind, decision.Id, decision.Approval, e.Kind);
            return new DecisionOutcome.BeingSent();
        }
    }

    /// <summary>Ends by evidence what has no answer, or sends it again, long enough after the last try.</summary>
    /// <exception cref="TallyfyException">Tallyfy could not be asked; the decision stays as it is.</exception>
    public async Task SettleAsync(Decision decision, Organization organization, CancellationToken cancellationToken)
    {
        if (await EndAsync(decision, organization, TallyfyAnswer.None, cancellationToken) is not null)
            return;

        // It did not arrive, and nothing is on its way any more.
        if (await checkSender.FindRefusalAsync(decision, organization, cancellationToken) is { } why)
        {
            await EndAsync(decision, organization, new TallyfyAnswer { Refusal = why }, cancellationToken);
        }
        else if (time.GetUtcNow() - decision.ClaimedAt > options.Value.PursueFor
            || await approvals.FindAsync(decision.Approval, cancellationToken) is not { } approval
            || !await byKind[decision.Kind].IsStillWantedAsync(approval, decision, organization, cancellationToken))
        {
            var tooLate = new TallyfyAnswer { Refusal = new Refusal(RefusalKind.NotConfirmed) };
            await EndAsync(decision, organization, tooLate, cancellationToken);
        }
        else if (await organization.FindActorClientAsync(decision.Actor.TallyfyUserId, cancellationToken)
            is { } actorClient)
            await SendAsync(
                new PreparedDecision.Ready(
                    approval, decision, organization, actorClient, PreparedDecision.NothingBefore),
                cancellationToken);
    }

    /// <summary>Null when no answer came: it may be with Tallyfy, or it will be sent again.</summary>
    private async Task<TallyfyAnswer?> TellAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        var (decision, pursuit) = (ready.Decision, byKind[ready.Decision.Kind]);

        try
        {
            return await pursuit.TellAsync(ready, cancellationToken);
        }
        catch (TallyfyException e)
            when (e.IsOutcomeUnknown || (e.Kind is TallyfyErrorKind.RateLimited && pursuit.IsRepeatable))
        {
            LogUnanswered(decision.Kind, decision.Id, decision.Approval, e.Kind);
            return null;
        }
        catch (TallyfyException e)
        {
            LogRefused(decision.Kind, decision.Id, decision.Approval, e.Kind, e.RequestId);
            return new TallyfyAnswer { Refusal = Refusal.From(e) };
        }
    }

    private async Task<DecisionOutcome?> EndAsync(
        Decision decision, Organization organization, TallyfyAnswer answer, CancellationToken cancellationToken)
    {
        var pursuit = byKind[decision.Kind];

        // Without a token nothing happened, and a read would be refused the same way.
        var end = answer.Refusal is { Kind: RefusalKind.NotLetIn } shut
            ? pursuit.Refuse(shut)
            : await pursuit.FindEndAsync(decision, organization, answer, cancellationToken);

        if (end is null)
            return null;

        await record.EndAsync(pursuit, decision, end, cancellationToken);
        await pursuit.FollowAsync(decision, organization, answer, cancellationToken);

        if (end.State is DecisionState.Done)
            pursuit.LogDone(decision);

        return end.Outcome;
    }

    [LoggerMessage(
        LogLevel.Warning, "{What} {Decision} on {Approval} was refused by Tallyfy: {Kind} (request {RequestId})")]
    private partial void LogRefused(
        DecisionKind what, Guid decision, ApprovalKey approval, TallyfyErrorKind kind, string? requestId);

    [LoggerMessage(
        LogLevel.Warning, "{What} {Decision} on {Approval} has no answer yet: {Kind}; it is kept and looked at again")]
    private partial void LogUnanswered(DecisionKind what, Guid decision, ApprovalKey approval, TallyfyErrorKind kind);
}
