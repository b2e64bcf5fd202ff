using System.Diagnostics;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Deciding;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// The decision goes on when the person who tapped has signed in just now. All that is asked of a tap is asked again:
/// minutes have passed.
/// </summary>
internal sealed partial class FinishStepUp(
    SignInTicketStore tickets,
    PostedCardStore cards,
    ChatStore chats,
    DecideApproval decide,
    TimeProvider time,
    ILogger<FinishStepUp> logger)
{
    /// <summary>How old a sign-in may be, and how far Microsoft's clock may be ahead of ours.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromMinutes(5);

    public async Task<SignInEnd> ExecuteAsync(
        SignInNonce nonce, MicrosoftIdentity? who, CancellationToken cancellationToken)
    {
        if (await tickets.FindAsync(nonce, cancellationToken) is not { Tap: { } tap } ticket)
            return SignInEnd.Over;

        if (who?.Is(ticket.Person) is not true)
        {
            LogSomebodyElse(ticket.Person);
            return SignInEnd.SomebodyElse;
        }

        if (!IsFresh(who.SignedInAt))
        {
            LogNotFresh(ticket.Person, who.SignedInAt);
            return SignInEnd.NotFresh;
        }

        // Used up before anything happens: a second browser with the same link comes too late.
        if (!await tickets.TakeAsync(nonce, cancellationToken)
            || await cards.FindRenderingAsync(tap.Rendering, cancellationToken) is not { } rendering
            || await chats.FindAsync(ticket.Person, cancellationToken) is not { } chat)
            return SignInEnd.Over;

        var signed = new CardAction.Decide(tap.Rendering, tap.Verdict, tap.Reason)
        {
            Confirmation = tap.Confirmation,
            IsSignedIn = true,
        };

        return EndOf(await decide.ExecuteAsync(signed, rendering, chat, null, cancellationToken), tap.Verdict);
    }

    private bool IsFresh(DateTimeOffset? signedInAt) =>
        signedInAt is { } at && (time.GetUtcNow() - at).Duration() < MostAge;

    private static SignInEnd EndOf(DecisionOutcome outcome, Verdict verdict) => outcome switch
    {
        DecisionOutcome.Recorded => verdict is Verdict.Approved ? SignInEnd.Approved : SignInEnd.Rejected,
        DecisionOutcome.BeingSent => SignInEnd.BeingSent,
        DecisionOutcome.CouldNotConfirm => SignInEnd.CouldNotConfirm,
        DecisionOutcome.Unavailable => SignInEnd.Unavailable,
        DecisionOutcome.SignInNeeded => throw new UnreachableException(),
        _ => SignInEnd.NotDecided,
    };

    [LoggerMessage(LogLevel.Warning, "Somebody else signed in for the tap of {Person}; nothing is recorded")]
    private partial void LogSomebodyElse(PersonId person);

    [LoggerMessage(
        LogLevel.Warning,
        "The sign-in of {Person} is of {SignedInAt}, so nothing is recorded; without a time, the application's ID "
        + "tokens lack the optional claim auth_time")]
    private partial void LogNotFresh(PersonId person, DateTimeOffset? signedInAt);
}
