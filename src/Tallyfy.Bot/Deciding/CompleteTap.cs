using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Adds to a tap what its person typed before and was shown again: some clients show such words and do not send them.
/// </summary>
internal sealed class CompleteTap(DraftStore drafts)
{
    public async Task<CardAction.Act> ExecuteAsync(
        CardAction.Act tap, Rendering rendering, PersonId person, CancellationToken cancellationToken)
    {
        if (await drafts.FindAsync(rendering.Card, person, cancellationToken) is not { } draft)
            return tap;

        var typed = tap.Typed.ToDictionary();

        foreach (var (input, text) in draft.Typed.Where(one => IsShown(one.Key, rendering.Page.View)))
            typed.TryAdd(input, text);

        return tap with { Typed = typed, Reason = tap.Reason ?? typed.GetValueOrDefault(tap.ReasonInput) };
    }

    // What stands on another page was not sent by this tap: why somebody wanted to reject is no reason to do it now.
    private static bool IsShown(string input, CardView view) => (input, view) switch
    {
        (CardAction.ReasonField, _) => view is CardView.Reject or CardView.Undo,
        (CardAction.CommentField, _) => view is not (CardView.Reject or CardView.Undo),
        _ => false,
    };
}
