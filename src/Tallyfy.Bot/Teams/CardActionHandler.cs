using System.Diagnostics;
using System.Text.Json;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Hearing;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>A tap on a card, by Action.Execute or by Action.Submit: one door, two ways to answer.</summary>
internal sealed partial class CardActionHandler(
    TapApproval tapApproval,
    AnswerWords words,
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

            if (action is not CardAction.OnApproval about)
                return (CardAnswer.Sentence(Sentence.NotOurCard, turn.Here), null);

            action = new CardAction.Refresh(about.Rendering); // what a client may do by itself is to look
        }

        try
        {
            return action switch
            {
                CardAction.OnApproval about => await tapApproval.ExecuteAsync(turn, about, cancellationToken),
                CardAction.Answer(var tap) => (await AnswerAsync(turn, tap, cancellationToken), null),
                CardAction.Say(var word) => (await SayAsync(turn, word, cancellationToken), null),
                _ => throw new UnreachableException(),
            };
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e, turn.Activity.Id);
            return (CardAnswer.Sentence(Sentence.StoreUnavailable, turn.Here), null);
        }
    }

    private async Task<CardAnswer> AnswerAsync(Turn turn, LinkTap tap, CancellationToken cancellationToken)
    {
        var answer = await InOwnChatAsync(
            turn, chat => words.ExecuteAsync(tap, chat, turn.Organizations, cancellationToken), cancellationToken);

        // What is longer than a code is brought back by no card: the tapped one keeps it.
        return tap.Typed is { Length: > CardAction.MaxCodeLength }
            ? answer with { Words = answer.Message.Summary }
            : answer;
    }

    // No word that has a button is answered elsewhere than here.
    private Task<CardAnswer> SayAsync(Turn turn, string word, CancellationToken cancellationToken) => InOwnChatAsync(
        turn,
        async chat => await words.ExecuteAsync(
            HeardWords.Read(word), chat, turn.Organizations, turn.IsFirst, cancellationToken)
            ?? throw new UnreachableException(),
        cancellationToken);

    /// <summary>
    /// What concerns the person alone is said where only they read it, wherever such a card was sent on.
    /// </summary>
    private async Task<CardAnswer> InOwnChatAsync(
        Turn turn, Func<Chat, Task<CardMessage>> answerAsync, CancellationToken cancellationToken)
    {
        if (turn.IsPersonal)
            return new CardAnswer(await answerAsync(turn.Here));

        if (await personalChat.FindOrOpenAsync(turn, cancellationToken) is not { } chat)
            return CardAnswer.Sentence(Sentence.OpenPersonalChat, turn.Here);

        try
        {
            var message = await answerAsync(chat);
            await channel.AnswerAsync(chat, () => message, cancellationToken);
            return CardAnswer.Sentence(Sentence.AnsweredInPersonalChat, turn.Here);
        }
        catch (ChatException e)
        {
            LogNotAnswered(turn.Activity.Id, e.Failure, e.Code);
            return CardAnswer.Sentence(Sentence.OpenPersonalChat, turn.Here);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} acts and nobody tapped: it is answered as a refresh")]
    private partial void LogNobodyTapped(string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} carries no card data of ours")]
    private partial void LogNotOurs(string? activity);

    [LoggerMessage(LogLevel.Error, "The store did not answer while activity {Activity} was handled")]
    private partial void LogStoreUnavailable(StoreUnavailableException exception, string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} could not be answered: {Failure} ({Code})")]
    private partial void LogNotAnswered(string? activity, ChatFailure failure, string? code);
}
