using System.Text.Json;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>A tap on a card, by Action.Execute or by Action.Submit: one door, two ways to answer.</summary>
internal sealed partial class CardActionHandler(
    FindRendering find,
    RevealMessage reveal,
    DecideApproval decide,
    RenderOutcome outcomes,
    ShowTapped show,
    PersonalChat personalChat,
    PacedChannel channel,
    ILogger<CardActionHandler> logger)
{
    /// <summary>Execute is answered with the card that is true now.</summary>
    public async Task<InvokeResponse> ExecuteAsync(
        Turn turn, AdaptiveCardInvoke invoke, CancellationToken cancellationToken)
    {
        var (answer, _) = await AnswerAsync(turn, invoke.Verb, invoke.Data, invoke.IsAutomatic, cancellationToken);

        return answer.Words is { } words ? InvokeResponse.Message(words) : InvokeResponse.Card(answer.Message.Card);
    }

    /// <summary>
    /// Submit has no answer: the tapped message is changed instead, or the person is told in their own chat.
    /// </summary>
    public async Task SubmitAsync(Turn turn, JsonElement data, CancellationToken cancellationToken)
    {
        // It is read in the person's own chat, wherever the card is.
        var own = turn with { Here = turn.Here with { IsShared = false } };
        var (answer, tapped) = await AnswerAsync(own, verb: null, data, isAutomatic: false, cancellationToken);

        try
        {
            if (turn.IsPersonal && tapped is { } message && !answer.LeavesCard)
                await channel.AnswerAsync(turn.Here, message, () => answer.Message, cancellationToken);
            else if (await personalChat.FindOrOpenAsync(turn, cancellationToken) is { } chat)
                await channel.AnswerAsync(chat, () => answer.Message, cancellationToken);
        }
        catch (ChatException e)
        {
            LogNotAnswered(turn.Activity.Id, e.Failure, e.Code);
        }
    }

    /// <returns>The answer, and the message that was tapped where it is known.</returns>
    private async Task<(CardAnswer Answer, string? Tapped)> AnswerAsync(
        Turn turn, string? verb, JsonElement data, bool isAutomatic, CancellationToken cancellationToken)
    {
        if (CardAction.Parse(verb, data) is not { } action)
        {
            LogNotOurs(turn.Activity.Id);
            return (CardAnswer.Sentence(Sentence.NotOurCard, turn.Here), null);
        }

        if (action is CardAction.Act { IsReasonReturnable: false, ReasonExcess: var excess })
            return (CardAnswer.ReasonTooLong(excess, turn.Here), null);

        if (isAutomatic && action is not CardAction.Refresh)
        {
            LogNobodyTapped(turn.Activity.Id);
            action = new CardAction.Refresh(action.Rendering); // what a client may do by itself is to look
        }

        try
        {
            return await AnswerAsync(turn, action, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e, turn.Activity.Id);
            return (CardAnswer.Sentence(Sentence.StoreUnavailable, turn.Here), null);
        }
    }

    private async Task<(CardAnswer Answer, string? Tapped)> AnswerAsync(
        Turn turn, CardAction action, CancellationToken cancellationToken)
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
            _ => await show.ExecuteAsync(rendering.Card, turn.Here, null, cancellationToken),
        };

        return (answer, tapped);
    }

    // What the tapped card showed is not known any more, or never was: it decides nothing.
    private async Task<(CardAnswer Answer, string? Tapped)> ShowInsteadAsync(
        Turn turn, CardAction action, CancellationToken cancellationToken)
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
        Turn turn, CardAction action, CancellationToken cancellationToken)
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
        var outcome = tap.IsReasonTooLong
            ? new DecisionOutcome.ReasonTooLong(tap.ReasonExcess)
            : await decide.ExecuteAsync(tap, rendering, turn.Here, turn.Activity.Id, cancellationToken);

        try
        {
            return await outcomes.ExecuteAsync(outcome, tap, rendering, turn.Here, cancellationToken);
        }
        catch (StoreUnavailableException e) when (outcome is DecisionOutcome.Recorded or DecisionOutcome.BeingSent)
        {
            LogStoreUnavailable(e, turn.Activity.Id);
            return CardAnswer.Sentence(Sentence.RecordedNotShown, turn.Here);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} acts and nobody tapped: it is answered as a refresh")]
    private partial void LogNobodyTapped(string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} carries no card data of ours")]
    private partial void LogNotOurs(string? activity);

    [LoggerMessage(
        LogLevel.Warning,
        "Activity {Activity} names a rendering that is not in our store, or not for this person")]
    private partial void LogUnknown(string? activity);

    [LoggerMessage(LogLevel.Error, "The store did not answer while activity {Activity} was handled")]
    private partial void LogStoreUnavailable(StoreUnavailableException exception, string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} could not be answered: {Failure} ({Code})")]
    private partial void LogNotAnswered(string? activity, ChatFailure failure, string? code);
}
