using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// A tap that was answered "being sent" ends a moment later, and its card is changed. A client that is slow may put the
/// answer over that change, where it would stay: so the card is changed once more, when the answer has long arrived.
/// </summary>
internal sealed partial class DrawOnceMore(
    RedrawCard redraw,
    TimeProvider time,
    ILogger<DrawOnceMore> logger)
{
    private static readonly TimeSpan AnswerHasArrived = TimeSpan.FromSeconds(3);

    /// <param name="card">The card that was tapped.</param>
    /// <param name="sending">The rest of the decision; it never fails.</param>
    /// <param name="stoppingToken">Ends the wait.</param>
    public async Task ExecuteAsync(PostedCard card, Task sending, CancellationToken stoppingToken)
    {
        await sending;

        try
        {
            var arrived = Task.Delay(AnswerHasArrived, time, stoppingToken);
            LogOnceMore(card.Approval);
            await arrived;
            await redraw.ExecuteAsync(card, stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // Stopping: the client asks for the card itself, when it is looked at next.
        }
        catch (StoreUnavailableException e)
        {
            LogStoreUnavailable(e, card.Approval);
        }
    }

    [LoggerMessage(
        LogLevel.Information, "Tallyfy answered after the tap on {Approval} was: its card is drawn once more")]
    private partial void LogOnceMore(ApprovalKey approval);

    [LoggerMessage(LogLevel.Error, "The store did not answer: the card of {Approval} is not drawn once more")]
    private partial void LogStoreUnavailable(StoreUnavailableException exception, ApprovalKey approval);
}
