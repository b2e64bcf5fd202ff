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
    PostedCardStore cards,
    RevealMessage reveal,
    DecideApproval decide,
    RenderOutcome outcomes,
    RenderApproval render,
    PersonalChat personalChat,
    PacedChannel channel,
    ILogger<CardActionHandler> logger)
{
    /// <summary>Execute is answered with the card that is true now.</summary>
    public async Task<InvokeResponse> ExecuteAsync(
        Turn turn, string? verb, JsonElement data, CancellationToken cancellationToken)
    {
        var answer = await AnswerAsync(turn, verb, data, cancellationToken);

        return answer.Words is { } words ? InvokeResponse.Message(words) : InvokeResponse.Card(answer.Message.Card);
    }

    /// <summary>
    /// Submit has no answer: the tapped message is changed instead, or the person is told in their own chat.
    /// </summary>
    public async Task SubmitAsync(Turn turn, JsonElement data, CancellationToken cancellationToken)
    {
        // It is read in the person's own chat, wherever the card is.
        var own = turn with { Here = turn.Here with { IsShared = false } };
        var answer = await AnswerAsync(own, verb: null, data, cancellationToken);

        try
        {
            if (turn is { IsPersonal: true, Activity.ReplyToId: { } message } && !answer.LeavesCard)
                await channel.AnswerAsync(turn.Here, message, () => answer.Message, cancellationToken);
            else if (await personalChat.FindOrOpenAsync(turn, cancellationToken) is { } chat)
                await channel.AnswerAsync(chat, () => answer.Message, cancellationToken);
        }
        catch (ChatException e)
        {
            LogNotAnswered(turn.Activity.Id, e.Failure, e.Code);
        }
    }

    private async Task<CardAnswer> AnswerAsync(
        Turn turn, string? verb, JsonElement data, CancellationToken cancellationToken)
    {
        if (CardAction.Parse(verb, data) is not { } action)
        {
            LogNotOurs(turn.Activity.Id);
            return CardAnswer.Sentence(Sentence.NotOurCard, turn.Here);
        }

        try
        {
            return await AnswerAsync(turn, action, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e, turn.Activity.Id);
            return CardAnswer.Sentence(Sentence.StoreUnavailable, turn.Here);
        }
    }

    private async Task<CardAnswer> AnswerAsync(Turn turn, CardAction action, CancellationToken cancellationToken)
    {
        var rendering = await cards.FindRenderingAsync(action.Rendering, cancellationToken);

        if (rendering is null || !MayKnowOf(turn, rendering))
        {
            LogUnknown(turn.Activity.Id);
            return CardAnswer.Sentence(Sentence.CardTooOld, turn.Here);
        }

        await reveal.ExecuteAsync(
            rendering.Card, turn.Here.ConversationId, turn.Activity.ReplyToId, cancellationToken);

        return action switch
        {
            CardAction.Act tap => await ActAsync(tap, rendering, turn, cancellationToken),
            _ => await ShowAsync(rendering, turn, cancellationToken),
        };
    }

    private async Task<CardAnswer> ActAsync(
        CardAction.Act tap, Rendering rendering, Turn turn, CancellationToken cancellationToken)
    {
        var outcome = tap.IsReasonTooLong
            ? new DecisionOutcome.ReasonTooLong()
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

    private async Task<CardAnswer> ShowAsync(Rendering rendering, Turn turn, CancellationToken cancellationToken) =>
        rendering.Card.Person == turn.Person
        && await render.FindAsync(rendering.Card, turn.Here, null, null, cancellationToken) is { } face
            ? new CardAnswer(face.Message)
            : CardAnswer.Sentence(Sentence.CardTooOld, turn.Here);

    // An id that leaked into another tenant opens nothing there.
    private static bool MayKnowOf(Turn turn, Rendering rendering) =>
        rendering.Card.Person.Tenant == turn.Person.Tenant
        && turn.Organizations.Any(organization => organization.Id == rendering.Card.Approval.Organization);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} carries no card data of ours")]
    private partial void LogNotOurs(string? activity);

    [LoggerMessage(
        LogLevel.Warning,
        "Activity {Activity} names a rendering that is not in our store, or not for its tenant")]
    private partial void LogUnknown(string? activity);

    [LoggerMessage(LogLevel.Error, "The store did not answer while activity {Activity} was handled")]
    private partial void LogStoreUnavailable(StoreUnavailableException exception, string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} could not be answered: {Failure} ({Code})")]
    private partial void LogNotAnswered(string? activity, ChatFailure failure, string? code);
}
