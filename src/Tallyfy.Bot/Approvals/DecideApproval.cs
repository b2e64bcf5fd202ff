using Microsoft.Extensions.Options;
using Tallyfy.Bot.Accounts;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client;

namespace Tallyfy.Bot.Approvals;

/// <summary>A tap becomes a decision, or a reason why not. The person comes from the verified activity, the approval from our store.</summary>
internal sealed partial class DecideApproval(
    OrganizationDirectory organizations,
    ResolveAccount resolve,
    ApprovalStore approvals,
    DecisionStore decisions,
    ReconcileApproval reconcile,
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
        Prepared prepared;

        try
        {
            prepared = await PrepareAsync(tap, rendering, chat, either.Token);
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
            Prepared.Answer(var outcome) => outcome,
            Prepared.Ready ready => await ClaimAndSendAsync(ready, budget.Token),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }

    /// <summary>Everything that is asked before anything is recorded.</summary>
    private async Task<Prepared> PrepareAsync(
        CardAction.Decide tap, Rendering rendering, Chat chat, CancellationToken cancellationToken)
    {
        var key = rendering.Card.Approval;

        if (organizations.Find(key.Organization) is not { } organization)
            return new Prepared.Answer(new DecisionOutcome.UnknownCard());

        var link = await resolve.ExecuteAsync(chat, organization, cancellationToken);

        if (link is LinkResult.Refused(var problem))
            return new Prepared.Answer(new DecisionOutcome.NotLinked(problem));

        var actor = ((LinkResult.Linked)link).Account;

        var approval = await ReadNowAsync(key, organization, cancellationToken);

        if (await RefusalAsync(tap, rendering, approval, actor, cancellationToken) is { } refusal)
            return new Prepared.Answer(refusal);

        if (await organization.FindWriterAsync(actor, cancellationToken) is not { } writer)
            return new Prepared.Answer(new DecisionOutcome.NotLinked(new LinkProblem.NoMember(actor.Email)));

        var decision = new Decision
        {
            Id = Guid.CreateVersion7(),
            Approval = key,
            Run = approval!.Run,
            Rendering = rendering.Id,
            Actor = actor,
            Verdict = tap.Verdict,
            Reason = tap.Reason,
            Digest = rendering.Digest,
            ClaimedAt = time.GetUtcNow(),
        };

        return new Prepared.Ready(approval, decision, organization, writer);
    }

    /// <summary>The row after a live read; what our own store knows to be over needs none.</summary>
    private async Task<StoredApproval?> ReadNowAsync(
        ApprovalKey key, Organization organization, CancellationToken cancellationToken) =>
        await approvals.FindAsync(key, cancellationToken) is { } known && (known.IsOver || known.State is ApprovalState.Deciding)
            ? known
            : await reconcile.ExecuteAsync(organization, key.Task, "", cancellationToken);

    private async Task<DecisionOutcome?> RefusalAsync(
        CardAction.Decide tap,
        Rendering rendering,
        StoredApproval? approval,
        LinkedAccount actor,
        CancellationToken cancellationToken)
    {
        if (approval is null)
            return new DecisionOutcome.Gone();

        if (approval.Key != rendering.Card.Approval)
            return new DecisionOutcome.AlreadyDecided(); // a reopened task asks with a card of its own

        if (!approval.MayDecide.Contains(actor.TallyfyUserId) && !WasTheirs(approval, rendering, actor))
            return new DecisionOutcome.NotYours();

        return approval.State switch
        {
            ApprovalState.Deciding => await WhoseAsync(tap, approval, actor, cancellationToken),
            ApprovalState.DecidedHere => await WhoseAsync(tap, approval, actor, cancellationToken),
            ApprovalState.DecidedElsewhere => new DecisionOutcome.AlreadyDecided(),
            ApprovalState.Gone => new DecisionOutcome.Gone(),
            ApprovalState.OnHold => new DecisionOutcome.OnHold(),
            _ when approval.Content.EveryoneMustComplete => new DecisionOutcome.OnlyInTallyfy(),
            _ when approval.Digest != rendering.Digest => new DecisionOutcome.Changed(),
            _ when tap is { Verdict: Verdict.Rejected, Reason: null } => new DecisionOutcome.ReasonMissing(),
            _ when approval.Content.MissingAnswers is { Count: > 0 } labels => new DecisionOutcome.AnswersMissing(labels),
            _ => null,
        };
    }

    private static Silence SilenceOf(TallyfyErrorKind kind) => kind switch
    {
        TallyfyErrorKind.RateLimited => Silence.TooManyRequests,
        TallyfyErrorKind.Unauthenticated or TallyfyErrorKind.Forbidden => Silence.NotLetIn,
        _ => Silence.NoAnswer,
    };

    // Whose card it was may know how it ended, even if the task has left them since.
    private static bool WasTheirs(StoredApproval approval, Rendering rendering, LinkedAccount actor) =>
        approval.IsOver && rendering.Card.Person == actor.Person;

    // The same person repeating the same verdict (a second tap, a second delivery) gets their own outcome again.
    private async Task<DecisionOutcome> WhoseAsync(
        CardAction.Decide tap, StoredApproval approval, LinkedAccount actor, CancellationToken cancellationToken)
    {
        var standing = await decisions.FindAsync(approval.Key, cancellationToken);

        if (standing?.Actor.Person != actor.Person || standing.Verdict != tap.Verdict)
            return new DecisionOutcome.AlreadyDecided();

        return approval.State is ApprovalState.Deciding ? new DecisionOutcome.BeingSent() : new DecisionOutcome.Recorded();
    }

    private async Task<DecisionOutcome> ClaimAndSendAsync(Prepared.Ready ready, CancellationToken budget)
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
    private async Task<DecisionOutcome> SendAsync(Prepared.Ready ready)
    {
        try
        {
            return await complete.ExecuteAsync(
                ready.Decision, ready.Organization, ready.Writer, lifetime.ApplicationStopping);
        }
        catch (Exception e)
        {
            LogSendingStopped(e, ready.Decision.Id, ready.Decision.Approval);
            return new DecisionOutcome.BeingSent();
        }
    }

    private abstract record Prepared
    {
        public sealed record Answer(DecisionOutcome Outcome) : Prepared;

        public sealed record Ready(
            StoredApproval Approval, Decision Decision, Organization Organization, TallyfyClient Writer) : Prepared;
    }

    [LoggerMessage(LogLevel.Information, "Decision {Decision} on {Approval}: {Verdict} claimed by member {Member}")]
    private partial void LogClaimed(Guid decision, ApprovalKey approval, Verdict verdict, long member);

    [LoggerMessage(LogLevel.Warning, "A tap on {Approval} was not recorded: Tallyfy did not answer ({Kind})")]
    private partial void LogNotRead(ApprovalKey approval, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "Sending decision {Decision} on {Approval} stopped short; it is taken up again")]
    private partial void LogSendingStopped(Exception exception, Guid decision, ApprovalKey approval);
}
