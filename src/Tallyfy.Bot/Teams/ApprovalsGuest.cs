using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Protocol.Activities;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// The approvals inside another bot: they take what is certainly theirs, and leave the rest to the bot they live in.
/// </summary>
internal sealed partial class ApprovalsGuest(
    ApprovalsBot approvals,
    TenantPolicy tenants,
    MessageCommands commands,
    PersonalChat personalChat,
    ILogger<ApprovalsGuest> logger)
{
    /// <summary>
    /// Null when the other bot is to answer. It also gets what is only noted here: that it was installed or removed,
    /// and where somebody wrote from.
    /// </summary>
    public async Task<TurnResult?> TryHandleAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (IsCardAction(activity))
            return await approvals.HandleAsync(activity, cancellationToken);

        try
        {
            // Even if the caller hung up: nobody else would tell the other bot.
            if (ApprovalsBot.IsMembership(activity))
                await approvals.HandleAsync(activity, CancellationToken.None);
            else if (activity.Type is ActivityTypes.Message
                && await FindTurnAsync(activity, CancellationToken.None) is { } turn)
                return await TryAnswerAsync(turn, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotLookedAt(e, activity.Id);
        }

        return null;
    }

    // Whose words they are is looked up in the store, so that is paid first. Who has nothing left to pay with is
    // answered by the other bot, but for words that are certainly ours.
    private async Task<TurnResult?> TryAnswerAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (approvals.Pay(turn) is { } tooMany)
            return MessageCommands.IsCommand(turn) ? tooMany : null;

        return await IsOursAsync(turn, CancellationToken.None)
            ? await approvals.HandleAsync(turn.Activity, isPaid: true, cancellationToken)
            : null;
    }

    private async Task<bool> IsOursAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await commands.KnowsAsync(turn, cancellationToken))
            return true;

        await personalChat.RememberAsync(turn, cancellationToken);
        return false;
    }

    private async Task<Turn?> FindTurnAsync(Activity activity, CancellationToken cancellationToken) =>
        await personalChat.FindPersonAsync(activity, cancellationToken) is { } person
        && await tenants.FindAsync(person.Tenant, cancellationToken) is { Count: > 0 } organizations
            ? Turn.From(activity, person, organizations)
            : null;

    private static bool IsCardAction(Activity activity) => activity switch
    {
        { Type: ActivityTypes.Invoke } => AdaptiveCardInvoke.Parse(activity) is { } invoke
            && CardAction.Parse(invoke.Verb, invoke.Data) is not null,
        { Type: ActivityTypes.Message, Submitted: { } data } => CardAction.Parse(verb: null, data) is not null,
        _ => false,
    };

    [LoggerMessage(
        LogLevel.Error, "Activity {Activity} could not be looked at, and is left to the other bot")]
    private partial void LogNotLookedAt(Exception exception, string? activity);
}
