using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Client;

namespace Tallyfy.Bot.Approvals;

/// <summary>A tap becomes a decision, or a reason why not. The person comes from the verified activity, the approval from our store.</summary>
internal sealed partial class DecideApproval(
    PrepareDecision prepare,
    PrepareUndo prepareUndo,
    ClaimDecision claim,
    ClaimVote claimVote,
    ClaimUndo claimUndo,
    CompleteDecision complete,
    CompleteVote completeVote,
    ReopenDecision reopen,
    IOptions<ApprovalOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DecideApproval> logger)
{
    public async Task<DecisionOutcome> ExecuteAsync(
        CardAction.Act tap, Rendering rendering, Chat chat, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(options.Value.AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        PreparedDecision prepared;

        try
        {
            prepared = tap switch
            {
                CardAction.Decide decide => await prepare.ExecuteAsync(decide, rendering, chat, either.Token),
                CardAction.Undo undo => await prepareUndo.ExecuteAsync(undo, rendering, chat, either.Token),
                _ => throw new UnreachableException(),
            };
        }
        catch (TallyfyException e)
        {
            LogNotRead(rendering.Card.Approval, e.Kind);
            return new DecisionOutcome.Silent(SilenceOf(e.Kind));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(rendering.Card.Approval, TallyfyErrorKind.TimedOut);
            return new DecisionOutcome.Silent(Silence.NoAnswer);
        }

        return prepared switch
        {
            PreparedDecision.Refused(var outcome) => outcome,
            PreparedDecision.Ready ready => await ClaimAndSendAsync(ready, budget.Token),
            _ => throw new UnreachableException(),
        };
    }

    private static Silence SilenceOf(TallyfyErrorKind kind) => kind switch
    {
        TallyfyErrorKind.RateLimited => Silence.TooManyRequests,
        TallyfyErrorKind.Unauthenticated or TallyfyErrorKind.Forbidden => Silence.NotLetIn,
        _ => Silence.NoAnswer,
    };

    private async Task<DecisionOutcome> ClaimAndSendAsync(PreparedDecision.Ready ready, CancellationToken budget)
    {
        // From here on nothing that happens to the request may stop it: neither a client that hangs up nor our own patience.
        if (!await ClaimAsync(ready, CancellationToken.None))
            return new DecisionOutcome.AlreadyDecided();

        LogClaimed(
            ready.Decision.Kind,
            ready.Decision.Id,
            ready.Decision.Approval,
            ready.Decision.Verdict,
            ready.Decision.Actor.TallyfyUserId);
        var sending = GoOnAsync(ready, lifetime.ApplicationStopping);

        try
        {
            return await sending.WaitAsync(budget);
        }
        catch (OperationCanceledException)
        {
            return new DecisionOutcome.BeingSent();
        }
    }

    private Task<bool> ClaimAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken) =>
        ready.Decision.Kind switch
        {
            DecisionKind.Verdict => claim.ExecuteAsync(ready.Approval, ready.Decision, cancellationToken),
            DecisionKind.Vote => claimVote.ExecuteAsync(ready.Decision, cancellationToken),
            DecisionKind.Undo => claimUndo.ExecuteAsync(ready.Approval, ready.Decision, cancellationToken),
            _ => throw new UnreachableException(),
        };

    /// <summary>Goes on after the tap was answered; what it cannot finish the settling worker does.</summary>
    private async Task<DecisionOutcome> GoOnAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        try
        {
            return await SendAsync(ready, cancellationToken);
        }
        catch (Exception e)
        {
            LogSendingStopped(e, ready.Decision.Id, ready.Decision.Approval);
            return new DecisionOutcome.BeingSent();
        }
    }

    private Task<DecisionOutcome> SendAsync(PreparedDecision.Ready ready, CancellationToken cancellationToken) =>
        ready.Decision.Kind switch
        {
            DecisionKind.Verdict => complete.ExecuteAsync(
                ready.Decision, ready.Organization, ready.Writer, ready.Before, cancellationToken),
            DecisionKind.Vote => completeVote.ExecuteAsync(
                ready.Decision, ready.Organization, ready.Writer, cancellationToken),
            DecisionKind.Undo => reopen.ExecuteAsync(ready.Decision, ready.Organization, ready.Writer, cancellationToken),
            _ => throw new UnreachableException(),
        };

    [LoggerMessage(LogLevel.Information, "{What} {Decision} on {Approval}: {Verdict} claimed by member {Member}")]
    private partial void LogClaimed(DecisionKind what, Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(LogLevel.Warning, "A tap on {Approval} was not recorded: Tallyfy did not answer ({Kind})")]
    private partial void LogNotRead(ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Sending decision {Decision} on {Approval} stopped short; it is taken up again")]
    private partial void LogSendingStopped(Exception exception, Guid decision, ApprovalKey approval);
}
