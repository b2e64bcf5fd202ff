using Microsoft.Extensions.Options;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Client;

namespace Tallyfy.Bot.Approvals;

/// <summary>A tap becomes a decision, or a reason why not. The person comes from the verified activity, the approval from our store.</summary>
internal sealed partial class DecideApproval(
    PrepareDecision prepare,
    ClaimDecision claim,
    CompleteDecision complete,
    IOptions<ApprovalOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DecideApproval> logger)
{
    public async Task<DecisionOutcome> ExecuteAsync(
        CardAction.Decide tap, Rendering rendering, Chat chat, CancellationToken cancellationToken)
    {
        using var budget = new CancellationTokenSource(options.Value.AnswerWithin, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(budget.Token, cancellationToken);
        PreparedDecision prepared;

        try
        {
            prepared = await prepare.ExecuteAsync(tap, rendering, chat, either.Token);
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
            _ => throw new System.Diagnostics.UnreachableException(),
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
        if (!await claim.ExecuteAsync(ready.Approval, ready.Decision, CancellationToken.None))
            return new DecisionOutcome.AlreadyDecided();

        LogClaimed(ready.Decision.Id, ready.Decision.Approval, ready.Decision.Verdict, ready.Decision.Actor.TallyfyUserId);
        var sending = SendAsync(ready);

        try
        {
            return await sending.WaitAsync(budget);
        }
        catch (OperationCanceledException)
        {
            return new DecisionOutcome.BeingSent();
        }
    }

    /// <summary>Goes on after the tap was answered; what it cannot finish the settling worker does.</summary>
    private async Task<DecisionOutcome> SendAsync(PreparedDecision.Ready ready)
    {
        try
        {
            return await complete.ExecuteAsync(
                ready.Decision, ready.Organization, ready.Writer, ready.Before, lifetime.ApplicationStopping);
        }
        catch (Exception e)
        {
            LogSendingStopped(e, ready.Decision.Id, ready.Decision.Approval);
            return new DecisionOutcome.BeingSent();
        }
    }

    [LoggerMessage(LogLevel.Information, "Decision {Decision} on {Approval}: {Verdict} claimed by member {Member}")]
    private partial void LogClaimed(Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(LogLevel.Warning, "A tap on {Approval} was not recorded: Tallyfy did not answer ({Kind})")]
    private partial void LogNotRead(ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Sending decision {Decision} on {Approval} stopped short; it is taken up again")]
    private partial void LogSendingStopped(Exception exception, Guid decision, ApprovalKey approval);
}
