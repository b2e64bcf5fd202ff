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

        // Even if the caller hung up: nobody else would tell the other bot.
        return await IsOursAsync(activity, CancellationToken.None)
            ? await TryAnswerAsync(activity, cancellationToken)
            : null;
    }

    private async Task<bool> IsOursAsync(Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            if (ApprovalsBot.IsMembership(activity))
                await approvals.HandleAsync(activity, cancellationToken);
            else if (activity.Type is ActivityTypes.Message
                && await FindTurnAsync(activity, cancellationToken) is { } turn)
                return await IsOursAsync(turn, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotLookedAt(e, activity.Id);
        }

        return false;
    }

    private async Task<bool> IsOursAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (await commands.KnowsAsync(turn, cancellationToken))
            return true;

        await personalChat.RememberAsync(turn, cancellationToken);
        return false;
    }

    private async Task<TurnResult?> TryAnswerAsync(Activity activity, CancellationToken cancellationToken)
    {
        try
        {
            return await approvals.HandleAsync(activity, cancellationToken);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotLookedAt(e, activity.Id);
            return null;
        }
    }

    private async Task<Turn?> FindTurnAsync(Activity activity, CancellationToken cancellationToken) =>
        Turn.PersonOf(activity) is { } person
        && await tenants.FindAsync(person.Tenant, cancellationToken) is { Count: > 0 } organizations
            ? Turn.From(activity, person, organizations)
            : null;

    private static bool IsCardAction(Activity activity) => activity switch
    {
        { Type: ActivityTypes.Invoke } => AdaptiveCardInvoke.Parse(activity) is { } invoke
            && CardAction.Parse(invoke.Verb, invoke.Data) is not null,
        { Type: ActivityTypes.Message, Value: { } data } => CardAction.Parse(verb: null, data) is not null,
        _ => false,
    };

    [LoggerMessage(
        LogLevel.Error, "Activity {Activity} could not be looked at, and is left to the other bot")]
    private partial void LogNotLookedAt(Exception exception, string? activity);
}
