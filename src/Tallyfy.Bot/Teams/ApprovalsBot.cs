using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Protocol;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>Sends each admitted activity to what handles its kind. Unknown kinds are answered 200 and ignored.</summary>
internal sealed partial class ApprovalsBot(
    TenantPolicy tenants,
    PersonalChat personalChat,
    CardActionHandler cardActions,
    MessageCommands commands,
    InstallationHandler installations,
    ILogger<ApprovalsBot> logger)
{
    /// <summary>The answer to an invoke; null for everything else.</summary>
    public async Task<InvokeResponse?> HandleAsync(Activity activity, CancellationToken cancellationToken)
    {
        if (Turn.PersonOf(activity) is not { } person)
            return Refuse(activity, "nobody is named as actor");

        var organizations = await tenants.FindAsync(person.Tenant, cancellationToken);

        if (organizations.Count == 0)
            return Refuse(activity, "its tenant is not served");

        var turn = Turn.Of(activity, person, organizations);

        switch (activity.Type)
        {
            case ActivityTypes.Invoke:
                await RememberAsync(turn, cancellationToken);
                return await AnswerAsync(turn, cancellationToken);

            case ActivityTypes.Message:
                await RememberAsync(turn, cancellationToken);
                await ReceiveAsync(turn, cancellationToken);
                return null;

            case ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate:
                await installations.HandleAsync(turn, cancellationToken);
                return null;

            default:
                LogIgnored(activity.Id, activity.Type);
                return null;
        }
    }

    // The next activity says the same again; this one can be answered without.
    private async Task RememberAsync(Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            await personalChat.RememberAsync(turn, cancellationToken);
        }
        catch (StoreSilentException e)
        {
            LogNotRemembered(e, turn.Activity.Id);
        }
    }

    private async Task<InvokeResponse> AnswerAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (AdaptiveCardInvoke.Parse(turn.Activity) is { } invoke)
            return await cardActions.ExecuteAsync(turn, invoke.Verb, invoke.Data, cancellationToken);

        LogIgnored(turn.Activity.Id, turn.Activity.Name ?? "invoke without a name");
        return InvokeResponse.BadRequest("NotSupported", new CardTexts(turn.Here.Reader.Culture).NotOurCard);
    }

    // A message with a value is an Action.Submit. Its text, if a client adds one, is not what was meant.
    private Task ReceiveAsync(Turn turn, CancellationToken cancellationToken) => turn.Activity.Value is { } value
        ? cardActions.SubmitAsync(turn, value, cancellationToken)
        : commands.HandleAsync(turn, cancellationToken);

    private InvokeResponse? Refuse(Activity activity, string reason)
    {
        LogRefused(activity.Id, activity.Type, reason);

        return activity.Type == ActivityTypes.Invoke
            ? InvokeResponse.Message(new CardTexts(System.Globalization.CultureInfo.InvariantCulture).NotServed)
            : null;
    }

    [LoggerMessage(LogLevel.Debug, "Activity {Activity} ({Kind}) is not for us")]
    private partial void LogIgnored(string? activity, string kind);

    [LoggerMessage(LogLevel.Error, "The store did not answer: where activity {Activity} came from is not remembered")]
    private partial void LogNotRemembered(StoreSilentException exception, string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} ({Kind}) is refused: {Reason}")]
    private partial void LogRefused(string? activity, string kind, string reason);
}
