using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>A tap on an approval's card: it decides, takes back, or shows what is true now.</summary>
internal sealed partial class TapApproval(
    FindRendering find,
    RevealMessage reveal,
    CompleteTap complete,
    DecideApproval decide,
    RenderOutcome outcomes,
    ShowTapped show,
    LookAtCard look,
    ILogger<TapApproval> logger)
{
    /// <returns>The answer, and the message that was tapped where it is known.</returns>
    public async Task<(CardAnswer Answer, string? Tapped)> ExecuteAsync(
        Turn turn, CardAction.OnApproval action, CancellationToken cancellationToken)
    {
        if (action is CardAction.Bring)
            return await BringAsync(turn, action, cancellationToken);

        if (await find.ExecuteAsync(action.Rendering, turn.Person, turn.Organizations, cancellationToken)
            is not { } rendering)
            return await ShowInsteadAsync(turn, action, cancellationToken);

        var tapped = await reveal.ExecuteAsync(
            rendering.Card, turn.Person, turn.Here.ConversationId, turn.Activity.ReplyToId, cancellationToken);

        var answer = action switch
        {
            CardAction.Act tap => await ActAsync(tap, rendering, turn, cancellationToken),
            CardAction.Look tap => await look.ExecuteAsync(tap, rendering, turn.Here, cancellationToken),
            _ => await show.ExecuteAsync(rendering.Card, turn.Here, null, cancellationToken),
        };

        return (answer, tapped);
    }

    // What the tapped card showed is not known any more, or never was: it decides nothing.
    private async Task<(CardAnswer Answer, string? Tapped)> ShowInsteadAsync(
        Turn turn, CardAction.OnApproval action, CancellationToken cancellationToken)
    {
        LogUnknown(turn.Activity.Id);

        if (await find.FindOwnAsync(
                turn.Person,
                turn.Here.ConversationId,
                turn.Activity.ReplyToId,
                turn.Organizations,
                cancellationToken) is not { } card)
            return (CardAnswer.Sentence(Sentence.CardTooOld, turn.Here), null);

        var answer = await show.ExecuteAsync(card, turn.Here, action as CardAction.Act, cancellationToken);
        return (answer, turn.Activity.ReplyToId);
    }

    private async Task<(CardAnswer Answer, string? Tapped)> BringAsync(
        Turn turn, CardAction.OnApproval action, CancellationToken cancellationToken)
    {
        if (await show.BringAsync(action.Rendering, turn.Here, turn.Organizations, cancellationToken)
            is not var (list, answer))
            return await ShowInsteadAsync(turn, action, cancellationToken);

        var tapped = await reveal.ExecuteAsync(
            list, turn.Person, turn.Here.ConversationId, turn.Activity.ReplyToId, cancellationToken);

        return (answer, tapped);
    }

    private async Task<CardAnswer> ActAsync(
        CardAction.Act tap, Rendering rendering, Turn turn, CancellationToken cancellationToken)
    {
        tap = await complete.ExecuteAsync(tap, rendering, turn.Person, cancellationToken);

        var outcome = tap.IsReasonTooLong
            ? new DecisionOutcome.ReasonTooLong(tap.ReasonExcess)
            : await decide.ExecuteAsync(tap, rendering, turn.Here, turn.Activity.Id, cancellationToken);

        try
        {
            return await outcomes.ExecuteAsync(outcome, tap, rendering, turn.Here, cancellationToken);
        }
        catch (StoreUnavailableException e) when (outcome is DecisionOutcome.Recorded or DecisionOutcome.BeingSent)
        {
            LogNotDrawn(e, turn.Activity.Id);
            return CardAnswer.Sentence(Sentence.RecordedNotShown, turn.Here);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Activity {Activity} names a rendering that is not in our store, or not for this person")]
    private partial void LogUnknown(string? activity);

    [LoggerMessage(LogLevel.Error, "The store did not answer when the outcome of activity {Activity} was drawn")]
    private partial void LogNotDrawn(StoreUnavailableException exception, string? activity);
}
