using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What stands in the way of a decision: first what our own store knows of it, then what was read in Tallyfy.
/// </summary>
internal sealed class RefuseDecision(DecisionStore decisions, DecisionPolicy policy, AskForMore askForMore)
{
    /// <summary>
    /// Null where Tallyfy has to be asked: for whom the card is not, or the approval is not any more, for what may have
    /// changed since, and for what nothing stands in the way of.
    /// </summary>
    public async Task<DecisionOutcome?> UnreadAsync(
        CardAction.Decide tap,
        Rendering rendering,
        StoredApproval? last,
        LinkedAccount actor,
        Chat chat,
        CancellationToken cancellationToken)
    {
        if (last is null or { State: ApprovalState.OnHold }
            || rendering.Card.Person != actor.Person
            || !(last.IsOver || last.MayDecide.Contains(actor.TallyfyUserId)))
            return null;

        if (await FindStandingAsync(tap, last, actor, cancellationToken) is { } standing)
            return standing;

        // What has changed may have changed back, or once more.
        return last.Digest == rendering.Digest && last.Content.MissingAnswers.Count == 0
            ? FindMissing(tap, rendering, last) ?? askForMore.FindMissingWord(tap, last.Content, chat)
            : null;
    }

    /// <param name="tap">What the card sent.</param>
    /// <param name="rendering">What it showed.</param>
    /// <param name="approval">As it was read just now; null where Tallyfy has it no more.</param>
    /// <param name="actor">Who taps.</param>
    /// <param name="member">The same, as Tallyfy has them now.</param>
    /// <param name="organization">Whose it is.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<DecisionOutcome?> ExecuteAsync(
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

        if (await FindStandingAsync(tap, approval, actor, cancellationToken) is { } standing)
            return standing;

        if (approval.Content.EveryoneMustComplete && !organization.TakesVoteOf(member))
            return new DecisionOutcome.OnlyInTallyfy();

        return FindMissing(tap, rendering, approval)
            ?? (approval.Content.MissingAnswers is { Count: > 0 } labels
                ? new DecisionOutcome.AnswersMissing(labels)
                : null);
    }

    private async Task<DecisionOutcome?> FindStandingAsync(
        CardAction.Decide tap, StoredApproval approval, LinkedAccount actor, CancellationToken cancellationToken) =>
        approval.State switch
        {
            ApprovalState.Deciding or ApprovalState.DecidedHere =>
                await WhoseAsync(tap, approval, actor, cancellationToken),
            ApprovalState.Undoing or ApprovalState.Undone => new DecisionOutcome.AlreadyDecided(),
            ApprovalState.DecidedElsewhere => new DecisionOutcome.AlreadyDecided(),
            ApprovalState.Gone => new DecisionOutcome.Gone(),
            ApprovalState.OnHold => new DecisionOutcome.OnHold(),
            _ when policy.FindWhyNotInChat(approval.Content, actor.TallyfyUserId) is not null =>
                new DecisionOutcome.OnlyInTallyfy(),
            _ when approval.Content.EveryoneMustComplete
                && await decisions.FindVoteAsync(approval.Key, actor.TallyfyUserId, cancellationToken) is { } vote =>
                DecisionOutcome.For(vote, vote.Verdict == tap.Verdict),
            _ => null,
        };

    private static DecisionOutcome? FindMissing(
        CardAction.Decide tap, Rendering rendering, StoredApproval approval) =>
        approval.Digest != rendering.Digest ? new DecisionOutcome.Changed()
        : tap.Verdict is Verdict.Approved && !rendering.Page.IsWhole ? new DecisionOutcome.NotRead()
        : tap is { Verdict: Verdict.Rejected, Reason: null } ? new DecisionOutcome.ReasonMissing()
        : null;

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
