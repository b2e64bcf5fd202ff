using Microsoft.Bot.Builder;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// One admitted activity on its way through the SDK: the approvals take it, or the bot they live in. What is decided is
/// what the gate has read, whatever the host's middleware made of it meanwhile.
/// </summary>
internal sealed class TallyfyApprovalsBot(
    Protocol.Activities.Activity admitted,
    ApprovalsBot approvals,
    ApprovalsGuest guest,
    IBot? host,
    CancellationToken aborted) : IBot
{
    /// <summary>The SDK let it in.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>Null when the host's bot answered, or the SDK let nobody answer.</summary>
    public TurnResult? Result { get; private set; }

    public async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        HasBegun = true;

        if (!await TryHandleAsync(turnContext) && host is not null)
            await host.OnTurnAsync(turnContext, cancellationToken);
    }

    /// <summary>Whether it was ours; what is not is left to the host's bot.</summary>
    private async Task<bool> TryHandleAsync(ITurnContext turn)
    {
        Result = host is null
            ? await approvals.HandleAsync(admitted, aborted)
            : await guest.TryHandleAsync(admitted, aborted);

        // Where the SDK's adapters look for it, and not sent: what is decided is answered, whatever middleware does.
        if (Result is TurnResult.Answered(var answer))
            turn.TurnState.Add(BotAdapter.InvokeResponseKey, SdkActivity.From(answer));

        return Result is not null;
    }
}
