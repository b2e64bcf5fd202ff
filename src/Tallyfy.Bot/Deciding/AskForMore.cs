using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// What a template wants beside the tap, of a decision and of taking one back alike. It is asked last, so that nobody
/// types or signs in for what cannot be done.
/// </summary>
internal sealed class AskForMore(DecisionPolicy policy, OfferSignIn signIns)
{
    /// <summary>Null when nothing is missing.</summary>
    public async Task<DecisionOutcome?> ExecuteAsync(
        CardAction.Act tap,
        ApprovalContent content,
        LinkedAccount actor,
        Chat chat,
        CancellationToken cancellationToken)
    {
        if (FindMissingWord(tap, content, chat) is { } missing)
            return missing;

        var verdict = (tap as CardAction.Decide)?.Verdict;

        return tap.IsSignedIn || !policy.MustStepUp(content)
            ? null
            : new DecisionOutcome.SignInNeeded(verdict, await signIns.ExecuteAsync(
                new SignInTicket
                {
                    Person = actor.Person,
                    Organization = actor.Organization,
                    Tap = new HeldTap(tap.Rendering, verdict, tap.Reason, tap.Confirmation),
                },
                cancellationToken));
    }

    /// <summary>Null where no word confirms it, or it was typed.</summary>
    public DecisionOutcome? FindMissingWord(CardAction.Act tap, ApprovalContent content, Chat chat)
    {
        var verdict = (tap as CardAction.Decide)?.Verdict;

        return policy.MustConfirm(content)
            && !string.Equals(
                tap.Confirmation,
                DecisionActions.WordFor(verdict, new CardTexts(chat.Viewer.Culture)),
                StringComparison.OrdinalIgnoreCase)
            ? new DecisionOutcome.ConfirmationMissing(verdict)
            : null;
    }
}
