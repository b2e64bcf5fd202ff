using System.Globalization;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.RequestLimits;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// Sends each admitted activity to what handles its kind. Unknown kinds are answered 200 and ignored.
/// </summary>
internal sealed partial class ApprovalsBot(
    TenantPolicy tenants,
    RequestLimiter limits,
    RequestBudget budget,
    PersonalChat personalChat,
    CardActionHandler cardActions,
    ReceiveMessage messages,
    InstallationHandler installations,
    ILogger<ApprovalsBot> logger)
{
    /// <summary>For whoever is not known yet.</summary>
    private static CardTexts Texts => new(CultureInfo.InvariantCulture);

    /// <summary>Answers whatever comes; nothing that fails inside gets past here.</summary>
    public Task<TurnResult> HandleAsync(Activity activity, CancellationToken cancellationToken) =>
        HandleAsync(activity, isPaid: false, cancellationToken);

    /// <param name="activity">What came.</param>
    /// <param name="isPaid">It was taken from the person's share already, by <see cref="Pay"/>.</param>
    /// <param name="cancellationToken">Nobody listens any more.</param>
    public async Task<TurnResult> HandleAsync(Activity activity, bool isPaid, CancellationToken cancellationToken)
    {
        try
        {
            return await TakeAsync(activity, isPaid, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TurnResult.Taken(); // nobody listens any more
        }
        catch (Exception e)
        {
            LogFailed(e, activity.Id, activity.Type);

            if (activity.Type != ActivityTypes.Invoke)
                return new TurnResult.Failed();

            return Says(e is StoreUnavailableException ? Texts.StoreUnavailable : Texts.SomethingWentWrong);
        }
    }

    /// <summary>
    /// Takes it from the person's share, before anything is read for them; what to answer where that is spent.
    /// </summary>
    public TurnResult? Pay(Turn turn) => limits.Take(turn.Person, KindOf(turn.Activity)) is { } spent
        ? TooMany(turn, spent)
        : null;

    private static ArrivalKind KindOf(Activity activity) =>
        IsMembership(activity) ? ArrivalKind.Installation
        : AdaptiveCardInvoke.Parse(activity) is { IsAutomatic: true } ? ArrivalKind.Refresh
        : ArrivalKind.Person;

    private async Task<TurnResult> TakeAsync(Activity activity, bool isPaid, CancellationToken cancellationToken)
    {
        if (await personalChat.FindPersonAsync(activity, cancellationToken) is not { } person)
            return activity.IsByPerson
                ? Refuse(activity, "nobody is named as actor", Texts.NobodyNamed)
                : Refuse(activity, "it is not a person's", Texts.OnlyPeople);

        var organizations = await tenants.FindAsync(person.Tenant, cancellationToken);

        if (organizations.Count == 0)
            return Refuse(activity, "its tenant is not served", Texts.NotServed);

        var turn = Turn.From(activity, person, organizations);

        if (!isPaid && Pay(turn) is { } tooMany)
            return tooMany;

        using var counted = budget.Enter(person);

        switch (activity.Type)
        {
            case ActivityTypes.Invoke:
                turn = await RememberAsync(turn, cancellationToken);
                return new TurnResult.Answered(await AnswerAsync(turn, cancellationToken));

            case ActivityTypes.Message:
                turn = await RememberAsync(turn, cancellationToken);
                await messages.ExecuteAsync(turn, cancellationToken);
                return new TurnResult.Taken();

            case var _ when IsMembership(activity):
                await installations.HandleAsync(turn, cancellationToken);
                return new TurnResult.Taken();

            default:
                LogIgnored(activity.Id, activity.Type);
                return new TurnResult.Taken();
        }
    }

    // The next activity says the same again; this one can be answered without.
    private async Task<Turn> RememberAsync(Turn turn, CancellationToken cancellationToken)
    {
        try
        {
            return await personalChat.RememberAsync(turn, cancellationToken);
        }
        catch (StoreUnavailableException e)
        {
            LogNotRemembered(e, turn.Activity.Id);
            return turn;
        }
    }

    private async Task<InvokeResponse> AnswerAsync(Turn turn, CancellationToken cancellationToken)
    {
        if (AdaptiveCardInvoke.Parse(turn.Activity) is { } invoke)
            return await cardActions.ExecuteAsync(turn, invoke, cancellationToken);

        LogIgnored(turn.Activity.Id, turn.Activity.Name ?? "invoke without a name");
        return InvokeResponse.BadRequest("NotSupported", new CardTexts(turn.Here.Viewer.Culture).NotOurCard);
    }

    public static bool IsMembership(Activity activity) =>
        activity.Type is ActivityTypes.InstallationUpdate or ActivityTypes.ConversationUpdate;

    private TurnResult Refuse(Activity activity, string reason, string sentence)
    {
        LogRefused(activity.Id, activity.Type, reason);

        return activity.Type == ActivityTypes.Invoke ? Says(sentence) : new TurnResult.Taken();
    }

    // Not logged: a flood would then be one in the log, and it is counted.
    private static TurnResult TooMany(Turn turn, SpentShare spent)
    {
        if (turn.Activity.Type != ActivityTypes.Invoke)
            return new TurnResult.TooMany(spent.Wait);

        var texts = new CardTexts(turn.Here.Viewer.Culture);
        var seconds = Math.Max(1, (int)Math.Ceiling(spent.Wait.TotalSeconds));
        return Says(spent.IsOfTenant ? texts.TooManyOfAll(seconds) : texts.TooManyRequests(seconds));
    }

    private static TurnResult.Answered Says(string sentence) => new(InvokeResponse.Message(sentence));

    [LoggerMessage(LogLevel.Error, "Activity {Activity} ({Kind}) failed")]
    private partial void LogFailed(Exception exception, string? activity, string kind);

    [LoggerMessage(LogLevel.Debug, "Activity {Activity} ({Kind}) is not for us")]
    private partial void LogIgnored(string? activity, string kind);

    [LoggerMessage(LogLevel.Error, "The store did not answer: where activity {Activity} came from is not remembered")]
    private partial void LogNotRemembered(StoreUnavailableException exception, string? activity);

    [LoggerMessage(LogLevel.Warning, "Activity {Activity} ({Kind}) is refused: {Reason}")]
    private partial void LogRefused(string? activity, string kind, string reason);
}
