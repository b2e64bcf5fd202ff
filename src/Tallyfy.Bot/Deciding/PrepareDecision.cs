using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Texts;
using Tallyfy.Client.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Everything that is asked before anything is recorded: who, whether they may, and whether it is still what they saw.
/// </summary>
internal sealed class PrepareDecision(
    IdentifyActor identify,
    ApprovalStore approvals,
    DecisionStore decisions,
    ReconcileApproval reconcile,
    FindRuleChanges findRuleChanges,
    DecisionPolicy policy,
    OfferSignIn signIns,
    TimeProvider time)
{
    public Task<PreparedDecision> ExecuteAsync(
        CardAction.Decide tap, Rendering rendering, Chat chat, CancellationToken cancellationToken) =>
        identify.ExecuteAsync(
            rendering.Card.Approval,
            chat,
            actor => PrepareAsync(tap, rendering, chat, actor, cancellationToken),
            cancellationToken);

    private async Task<PreparedDecision> PrepareAsync(
        CardAction.Decide tap, Rendering rendering, Chat chat, Actor known, CancellationToken cancellationToken)
    {
        var (organization, actor) = known;
        var key = rendering.Card.Approval;
        var last = await approvals.FindAsync(key, cancellationToken);

        // Beside the read of the task, so that nobody waits for them.
        var before = findRuleChanges.ReadAsync(organization, last?.Run, cancellationToken);
        var checking = identify.CheckAsync(known, cancellationToken);
        var approval = await ReadNowAsync(last, key, organization, cancellationToken);

        var membership = await checking;

        if (membership is Membership.Over(var problem))
            return IdentifyActor.NotLinked(problem);

        var member = membership is Membership.Active(var active) ? active : throw new UnreachableException();
        var refusal = await RefusalAsync(tap, rendering, approval, actor, member, organization, cancellationToken)
            ?? Unconfirmed(tap, approval!, chat)
            ?? await SignInAsync(tap, approval!, actor, cancellationToken);

        if (refusal is not null)
            return new PreparedDecision.Refused(refusal);

        if (await organization.FindActorClientAsync(actor.TallyfyUserId, member.Email, cancellationToken)
            is not { } actorClient)
            return IdentifyActor.NoActorClientFor(member.Email);

        return new PreparedDecision.Ready(
            approval!, DecisionOf(tap, rendering, approval!, actor), organization, actorClient, await before);
    }

    private Decision DecisionOf(
        CardAction.Decide tap, Rendering rendering, StoredApproval approval, LinkedAccount actor) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Approval = approval.Key,
            Run = approval.Run,
            Rendering = rendering.Id,
            Actor = actor,
            Verdict = tap.Verdict,
            Reason = tap.Reason,
            Kind = approval.Content.EveryoneMustComplete ? DecisionKind.Vote : DecisionKind.Verdict,
            Digest = rendering.Digest,
            IsSignedIn = tap.IsSignedIn,
            ClaimedAt = time.GetUtcNow(),
        };

    /// <summary>The row after a live read; what our own store knows to be over or under way needs none.</summary>
    private async Task<StoredApproval?> ReadNowAsync(
        StoredApproval? known, ApprovalKey key, Organization organization, CancellationToken cancellationToken) =>
        known is { IsOver: true } or { IsUnderWay: true }
            ? known
            : await reconcile.ExecuteAsync(organization, key.Task, "", cancellationToken);

    private async Task<DecisionOutcome?> RefusalAsync(
        CardAction.Decide tap,
        Rendering rendering,
        StoredApproval? approval,
        LinkedAccount actor,
        TallyfyMember member,
        Organization organization,
        CancellationToken cancellationToken)
    {
        if (approval is null)
            return new DecisionOutcome.Gone();

        if (approval.Key != rendering.Card.Approval)
            return new DecisionOutcome.AlreadyDecided(); // a reopened task asks with a card of its own

        if (!policy.MayDecide(approval.MayDecide, member) && !WasTheirs(approval, rendering, actor))
            return new DecisionOutcome.NotYours();

        return approval.State switch
        {
            ApprovalState.Deciding => await WhoseAsync(tap, approval, actor, cancellationToken),
            ApprovalState.DecidedHere => await WhoseAsync(tap, approval, actor, cancellationToken),
            ApprovalState.Undoing or ApprovalState.Undone => new DecisionOutcome.AlreadyDecided(),
            ApprovalState.DecidedElsewhere => new DecisionOutcome.AlreadyDecided(),
            ApprovalState.Gone => new DecisionOutcome.Gone(),
            ApprovalState.OnHold => new DecisionOutcome.OnHold(),
            _ when policy.FindWhyNotInChat(approval.Content, actor.TallyfyUserId) is not null =>
                new DecisionOutcome.OnlyInTallyfy(),
            _ when approval.Content.EveryoneMustComplete
                && await VoteRefusalAsync(tap, approval, actor, organization, cancellationToken) is { } refusal =>
                refusal,
            _ when approval.Digest != rendering.Digest => new DecisionOutcome.Changed(),
            _ when tap is { Verdict: Verdict.Rejected, Reason: null } => new DecisionOutcome.ReasonMissing(),
            _ when approval.Content.MissingAnswers is { Count: > 0 } labels =>
                new DecisionOutcome.AnswersMissing(labels),
            _ => null,
        };
    }

    private DecisionOutcome? Unconfirmed(CardAction.Decide tap, StoredApproval approval, Chat chat)
    {
        if (!policy.MustConfirm(approval.Content))
            return null;

        var texts = new CardTexts(chat.Viewer.Culture);
        var word = tap.Verdict is Verdict.Approved ? texts.Approve : texts.Reject;

        return string.Equals(tap.Confirmation, word, StringComparison.OrdinalIgnoreCase)
            ? null
            : new DecisionOutcome.ConfirmationMissing(tap.Verdict);
    }

    /// <summary>Last of all, so that nobody signs in for what cannot be decided.</summary>
    private async Task<DecisionOutcome?> SignInAsync(
        CardAction.Decide tap, StoredApproval approval, LinkedAccount actor, CancellationToken cancellationToken) =>
        tap.IsSignedIn || !policy.MustStepUp(approval.Content)
            ? null
            : new DecisionOutcome.SignInNeeded(tap.Verdict, await signIns.ExecuteAsync(
                new SignInTicket
                {
                    Person = actor.Person,
                    Organization = actor.Organization,
                    Tap = new HeldTap(tap.Rendering, tap.Verdict, tap.Reason, tap.Confirmation),
                },
                cancellationToken));

    /// <summary>What stands in the way of one verdict among several.</summary>
    private async Task<DecisionOutcome?> VoteRefusalAsync(
        CardAction.Decide tap,
        StoredApproval approval,
        LinkedAccount actor,
        Organization organization,
        CancellationToken cancellationToken)
    {
        if (await decisions.FindVoteAsync(approval.Key, actor.TallyfyUserId, cancellationToken) is { } vote)
            return DecisionOutcome.For(vote, vote.Verdict == tap.Verdict);

        return await organization.TakesVoteOfAsync(actor.TallyfyUserId, cancellationToken)
            ? null
            : new DecisionOutcome.OnlyInTallyfy();
    }

    // Whose card it was may know how it ended, even if the task has left them since.
    private static bool WasTheirs(StoredApproval approval, Rendering rendering, LinkedAccount actor) =>
        approval.IsOver && rendering.Card.Person == actor.Person;

    private async Task<DecisionOutcome> WhoseAsync(
        CardAction.Decide tap, StoredApproval approval, LinkedAccount actor, CancellationToken cancellationToken)
    {
        var standing = await decisions.FindAsync(approval.Key, cancellationToken);
        var isTheirOwn = standing?.Actor.Person == actor.Person && standing.Verdict == tap.Verdict;

        return DecisionOutcome.For(standing, isTheirOwn);
    }
}
