using System.Diagnostics;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// A tap becomes a decision, or a reason why not. The person comes from the verified activity, the approval from our
/// store.
/// </summary>
internal sealed partial class DecideApproval(
    PrepareDecision prepare,
    PrepareUndo prepareUndo,
    PursueDecision pursue,
    DecisionStore decisions,
    IOptions<ApprovalOptions> options,
    IHostApplicationLifetime lifetime,
    TimeProvider time,
    ILogger<DecideApproval> logger)
{
    /// <summary>The first looks may meet connections that broke together with the one that committed.</summary>
    private const int MostLooks = 3;

    /// <param name="tap">What the card sent.</param>
    /// <param name="rendering">What it showed.</param>
    /// <param name="chat">Who taps, and where.</param>
    /// <param name="activity">Teams' id of the tap, for the trail.</param>
    /// <param name="cancellationToken">Ends it before the claim.</param>
    public async Task<DecisionOutcome> ExecuteAsync(
        CardAction.Act tap, Rendering rendering, Chat chat, string? activity, CancellationToken cancellationToken)
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
            return new DecisionOutcome.Unavailable(UnavailabilityOf(e.Kind));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotRead(rendering.Card.Approval, TallyfyErrorKind.TimedOut);
            return new DecisionOutcome.Unavailable(Unavailability.NoAnswer);
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e, rendering.Card.Approval);
            return new DecisionOutcome.Unavailable(Unavailability.OwnStore);
        }

        return prepared switch
        {
            PreparedDecision.Refused(var outcome) => Refuse(outcome, rendering, chat),
            PreparedDecision.Ready ready => await ClaimAndSendAsync(
                ready with { Decision = ready.Decision with { Activity = activity } }, budget.Token),
            _ => throw new UnreachableException(),
        };
    }

    private DecisionOutcome Refuse(DecisionOutcome outcome, Rendering rendering, Chat chat)
    {
        LogNothingRecorded(chat.Person, rendering.Card.Approval, outcome.GetType().Name);
        return outcome;
    }

    private static Unavailability UnavailabilityOf(TallyfyErrorKind kind) => kind switch
    {
        TallyfyErrorKind.RateLimited => Unavailability.TooManyRequests,
        TallyfyErrorKind.Unauthenticated or TallyfyErrorKind.Forbidden => Unavailability.NotLetIn,
        _ => Unavailability.NoAnswer,
    };

    // Once the claim has begun nothing that happens to the request may stop it: neither a client that hangs up nor our
    // own patience.
    private async Task<DecisionOutcome> ClaimAndSendAsync(PreparedDecision.Ready ready, CancellationToken budget)
    {
        var claiming = TryClaimAsync(ready, CancellationToken.None);
        var sending = GoOnAsync(claiming, ready, lifetime.ApplicationStopping);

        try
        {
            return await sending.WaitAsync(budget);
        }
        catch (OperationCanceledException)
        {
            return claiming.IsCompletedSuccessfully
                ? new DecisionOutcome.BeingSent { Sending = sending }
                : new DecisionOutcome.CouldNotConfirm();
        }
    }

    /// <summary>Null when the decision is on record with us.</summary>
    private async Task<DecisionOutcome?> TryClaimAsync(
        PreparedDecision.Ready ready,
        CancellationToken cancellationToken)
    {
        try
        {
            if (!await pursue.ClaimAsync(ready, cancellationToken))
                return new DecisionOutcome.AlreadyDecided();
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e, ready.Decision.Approval);

            if (!e.MayHaveCommitted)
                return new DecisionOutcome.Unavailable(Unavailability.OwnStore);

            if (await LookUpAsync(ready.Decision, cancellationToken) is { } outcome)
                return outcome;
        }

        LogClaimed(
            ready.Decision.Kind,
            ready.Decision.Id,
            ready.Decision.Approval,
            ready.Decision.Verdict,
            ready.Decision.Actor.TallyfyUserId);
        return null;
    }

    /// <summary>After a commit whose answer was lost: null when it was kept.</summary>
    private async Task<DecisionOutcome?> LookUpAsync(Decision decision, CancellationToken cancellationToken)
    {
        for (var look = 0; look < MostLooks; look++)
        {
            try
            {
                return await decisions.FindAsync(decision.Id, cancellationToken) is null
                    ? new DecisionOutcome.Unavailable(Unavailability.OwnStore)
                    : null;
            }
            catch (StoreUnavailableException e)
            {
                LogStoreUnavailable(e, decision.Approval);
            }
        }

        return new DecisionOutcome.CouldNotConfirm();
    }

    /// <summary>Goes on after the tap was answered; what it cannot finish the settling worker does.</summary>
    private async Task<DecisionOutcome> GoOnAsync(
        Task<DecisionOutcome?> claiming, PreparedDecision.Ready ready, CancellationToken cancellationToken)
    {
        if (await claiming is { } ended)
            return ended;

        try
        {
            return await pursue.SendAsync(ready, cancellationToken);
        }
        catch (Exception e)
        {
            LogSendingStopped(e, ready.Decision.Id, ready.Decision.Approval);
            return new DecisionOutcome.BeingSent();
        }
    }

    [LoggerMessage(LogLevel.Information, "{What} {Decision} on {Approval}: {Verdict} claimed by member {Member}")]
    private partial void LogClaimed(
        DecisionKind what,
        Guid decision,
        ApprovalKey approval,
        Verdict verdict,
        long member);

    [LoggerMessage(LogLevel.Information, "A tap of {Person} on {Approval} recorded nothing: {Why}")]
    private partial void LogNothingRecorded(PersonId person, ApprovalKey approval, string why);

    [LoggerMessage(LogLevel.Warning, "A tap on {Approval} was not recorded: Tallyfy did not answer ({Kind})")]
    private partial void LogNotRead(ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "The store did not answer to a tap on {Approval}")]
    private partial void LogStoreUnavailable(StoreUnavailableException exception, ApprovalKey approval);

    [LoggerMessage(LogLevel.Error, "Sending decision {Decision} on {Approval} stopped short; it is taken up again")]
    private partial void LogSendingStopped(Exception exception, Guid decision, ApprovalKey approval);
}
