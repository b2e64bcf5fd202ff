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
    DecideApproval decide,
    RenderOutcome outcomes,
    RenderApproval render,
    ILogger<TapApproval> logger)
{
    /// <returns>The answer, and the message that was tapped where it is known.</returns>
    public async Task<(CardAnswer Answer, string? Tapped)> ExecuteAsync(
        Turn turn, CardAction.OnApproval action, CancellationToken cancellationToken)
    {
        if (await find.ExecuteAsync(action.Rendering, turn.Person, turn.Organizations, cancellationToken)
            is not { } rendering)
            return await ShowInsteadAsync(turn, action, cancellationToken);

        var tapped = await reveal.ExecuteAsync(
            rendering.Card, turn.Person, turn.Here.ConversationId, turn.Activity.ReplyToId, cancellationToken);

        var answer = action switch
        {
            CardAction.Act tap => await ActAsync(tap, rendering, turn, cancellationToken),
            _ => await ShowAsync(rendering.Card, turn, null, cancellationToken),
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

        return (await ShowAsync(card, turn, action as CardAction.Act, cancellationToken), turn.Activity.ReplyToId);
    }

    private async Task<CardAnswer> ActAsync(
        CardAction.Act tap, Rendering rendering, Turn turn, CancellationToken cancellationToken)
    {
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

    /// <param name="card">The message.</param>
    /// <param name="turn">Who asks.</param>
    /// <param name="unseen">What they wanted of a card that nobody knows what it showed; null to look only.</param>
    /// <param name="cancellationToken">Ends it.</param>
    private async Task<CardAnswer> ShowAsync(
        PostedCard card, Turn turn, CardAction.Act? unseen, CancellationToken cancellationToken) =>
        card.Person == turn.Person
        && await render.FindAsync(
            card,
            turn.Here,
            unseen is null ? null : _ => new ApprovalNotice.ChangedSinceShown([]),
            unseen?.Reason,
            cancellationToken) is { } face
            ? new CardAnswer(face.Message)
            : CardAnswer.Sentence(Sentence.CardTooOld, turn.Here);

    [LoggerMessage(
        LogLevel.Warning,
        "Activity {Activity} names a rendering that is not in our store, or not for this person")]
    private partial void LogUnknown(string? activity);

    [LoggerMessage(LogLevel.Error, "The store did not answer when the outcome of activity {Activity} was drawn")]
    private partial void LogNotDrawn(StoreUnavailableException exception, string? activity);
}
