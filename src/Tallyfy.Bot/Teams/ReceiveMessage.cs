using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// A message, be it words or an Action.Submit, that is delivered twice is answered once. An invoke does not come here:
/// whoever repeats it waits for its answer, and the decision itself is made once.
/// </summary>
internal sealed partial class ReceiveMessage(
    TakenMessageStore taken, CardActionHandler cardActions, MessageCommands commands, ILogger<ReceiveMessage> logger)
{
    // Whoever hung up is not told, and what they sent is remembered all the same.
    private static readonly CancellationToken ToTheEnd = CancellationToken.None;

    // A message with a value is an Action.Submit. Its text, if a client adds one, is not what was meant.
    public Task ExecuteAsync(Turn turn, CancellationToken cancellationToken) => turn.Activity.Submitted is { } data
        ? AfterwardsAsync(
            turn.Activity, () => cardActions.SubmitAsync(turn, data, cancellationToken), cancellationToken)
        : BeforehandAsync(turn.Activity, () => commands.HandleAsync(turn, cancellationToken), cancellationToken);

    /// <summary>For words: taken by whoever begins. What ends without an answer may come again.</summary>
    private async Task BeforehandAsync(Activity message, Func<Task> answerAsync, CancellationToken cancellationToken)
    {
        if (!await AskAsync(message, () => taken.TakeAsync(message, cancellationToken), otherwise: true))
        {
            LogAgain(message.Id);
            return;
        }

        var isAnswered = false;

        try
        {
            await answerAsync();
            isAnswered = true;
        }
        finally
        {
            if (!isAnswered)
                await AskAsync(
                    message,
                    async () =>
                    {
                        await taken.ReleaseAsync(message, ToTheEnd);
                        return true;
                    },
                    otherwise: false);
        }
    }

    /// <summary>For a tap: it counts once in any case, and none is lost by a process that ends in the middle.</summary>
    private async Task AfterwardsAsync(Activity message, Func<Task> answerAsync, CancellationToken cancellationToken)
    {
        if (await AskAsync(message, () => taken.HasAsync(message, cancellationToken), otherwise: false))
        {
            LogAgain(message.Id);
            return;
        }

        await answerAsync();
        await AskAsync(message, () => taken.TakeAsync(message, ToTheEnd), otherwise: true);
    }

    // Answered twice is better than not at all.
    private async Task<bool> AskAsync(Activity message, Func<Task<bool>> askAsync, bool otherwise)
    {
        try
        {
            return string.IsNullOrEmpty(message.Id) ? otherwise : await askAsync();
        }
        catch (StoreUnavailableException e)
        {
            LogNotRemembered(e, message.Id);
            return otherwise;
        }
    }

    [LoggerMessage(LogLevel.Information, "Message {Activity} was delivered again: it is answered already")]
    private partial void LogAgain(string? activity);

    [LoggerMessage(LogLevel.Error, "The store did not answer: that message {Activity} came is not remembered")]
    private partial void LogNotRemembered(StoreUnavailableException exception, string? activity);
}
