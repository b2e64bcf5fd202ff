using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// The decision goes on when the person who tapped has signed in just now. All that is asked of a tap is asked again:
/// minutes have passed.
/// </summary>
internal sealed partial class FinishStepUp(
    FindSignInTicket findTicket,
    SignInTicketStore tickets,
    RenderingStore renderings,
    ChatStore chats,
    DecideApproval decide,
    RequestBudget budget,
    TimeProvider time,
    ILogger<FinishStepUp> logger)
{
    public async Task<SignInEnd> ExecuteAsync(
        SignInNonce nonce, MicrosoftIdentity? who, CancellationToken cancellationToken)
    {
        if (await findTicket.ExecuteAsync(nonce, cancellationToken) is not { Tap: { } tap } ticket)
            return SignInEnd.Over;

        if (who?.Is(ticket.Person) is not true)
        {
            LogSomebodyElse(ticket.Person);
            return SignInEnd.SomebodyElse;
        }

        if (!who.IsFor(ticket, time.GetUtcNow()))
            return NotFresh(who);

        // Both are used up before anything happens: a second browser with the same link comes too late, and one sign-in
        // is not shown for two decisions.
        if (!await tickets.TakeAsync(nonce, ticket.Person, who.SignedInAt!.Value, cancellationToken))
            return await tickets.FindAsync(nonce, cancellationToken) is null ? SignInEnd.Over : NotFresh(who);

        if (await renderings.FindAsync(tap.Rendering, cancellationToken) is not { } rendering
            || await chats.FindAsync(ticket.Person, cancellationToken) is not { } chat)
            return SignInEnd.Over;

        CardAction.Act signed = tap.Verdict is { } verdict
            ? new CardAction.Decide(tap.Rendering, verdict, tap.Reason)
            : new CardAction.Undo(tap.Rendering, tap.Reason);
        signed = signed with
        {
            Confirmation = tap.Confirmation,
            IsSignedIn = true,
            Typed = new Dictionary<string, string?> { [signed.ReasonInput] = tap.Reason },
        };

        using var counted = budget.Enter(ticket.Person);

        return EndOf(await decide.ExecuteAsync(signed, rendering, chat, null, cancellationToken), tap.Verdict);
    }

    private SignInEnd NotFresh(MicrosoftIdentity who)
    {
        LogNotFresh(who.Person, who.SignedInAt);
        return SignInEnd.NotFresh;
    }

    private static SignInEnd EndOf(DecisionOutcome outcome, Verdict? verdict) => outcome switch
    {
        DecisionOutcome.Recorded => verdict switch
        {
            Verdict.Approved => SignInEnd.Approved,
            Verdict.Rejected => SignInEnd.Rejected,
            _ => SignInEnd.TakenBack,
        },
        DecisionOutcome.BeingSent => SignInEnd.BeingSent,
        DecisionOutcome.CouldNotConfirm => SignInEnd.CouldNotConfirm,
        DecisionOutcome.Unavailable or DecisionOutcome.ShareSpent => SignInEnd.Unavailable,
        DecisionOutcome.SignInNeeded => throw new UnreachableException(),
        _ => SignInEnd.NotDecided,
    };

    [LoggerMessage(LogLevel.Warning, "Somebody else signed in for the tap of {Person}; nothing is recorded")]
    private partial void LogSomebodyElse(PersonId person);

    [LoggerMessage(
        LogLevel.Warning,
        "The sign-in of {Person} is of {SignedInAt}, not of after the tap, or served another decision: nothing is "
        + "recorded. Without a time, the application's ID tokens lack the optional claim auth_time")]
    private partial void LogNotFresh(PersonId person, DateTimeOffset? signedInAt);
}
