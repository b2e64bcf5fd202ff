using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// Stands between the two sign-ins of a link. Only the person whom it is about, signed in at Microsoft, is asked; what
/// they are given to go on with is good in their own browser only. Nothing is used up here.
/// </summary>
internal sealed partial class AskLink(
    FindSignInTicket findTicket,
    LinkConversation links,
    OrganizationDirectory organizations,
    SignInKeys keys,
    TimeProvider time,
    ILogger<AskLink> logger)
{
    private const int RandomBytes = 32;

    private readonly IDataProtector protector = keys.Provider.CreateProtector("Tallyfy.Bot.LinkQuestion");

    public async Task<LinkStep> ExecuteAsync(
        SignInNonce nonce, MicrosoftIdentity? who, CancellationToken cancellationToken)
    {
        if (await findTicket.ExecuteAsync(nonce, cancellationToken) is not { Tap: null } ticket
            || organizations.Find(ticket.Organization) is null)
            return new LinkStep.Ended(SignInEnd.Over);

        if (who?.Is(ticket.Person) is not true)
        {
            LogSomebodyElse(ticket.Person);
            return new LinkStep.Ended(SignInEnd.LinkNotYours);
        }

        if (!who.IsFor(ticket, time.GetUtcNow()))
        {
            LogNotFresh(ticket.Person, who.SignedInAt);
            return new LinkStep.Ended(SignInEnd.LinkNotFresh);
        }

        if (await links.FindCandidateAsync(ticket.Person, ticket.Organization, cancellationToken) is not { } candidate)
            return new LinkStep.Ended(SignInEnd.Over);

        var browser = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(RandomBytes));
        return new LinkStep.Asked(candidate, protector.Protect($"{nonce.Value} {browser}"), browser);
    }

    /// <summary>
    /// The ticket of somebody who was asked in this browser and goes on; null for anybody else.
    /// </summary>
    public async Task<LinkConsent?> FindConsentAsync(
        string? answer, string? browser, CancellationToken cancellationToken) =>
        Read(answer) is [var nonce, var asked]
        && browser is { Length: > 0 }
        && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(asked), Encoding.UTF8.GetBytes(browser))
        && await findTicket.ExecuteAsync(new SignInNonce(nonce), cancellationToken) is { Tap: null } ticket
            ? new LinkConsent(new SignInNonce(nonce), ticket.Person)
            : null;

    private string[] Read(string? answer)
    {
        try
        {
            return answer is { Length: > 0 } ? protector.Unprotect(answer).Split(' ') : [];
        }
        catch (CryptographicException)
        {
            return []; // made up, or of another store
        }
    }

    [LoggerMessage(LogLevel.Warning, "Somebody else signed in at the link of {Person}; nobody is linked")]
    private partial void LogSomebodyElse(PersonId person);

    [LoggerMessage(
        LogLevel.Warning,
        "The sign-in of {Person} is of {SignedInAt}, so nobody is linked; without a time, the application's ID tokens "
        + "lack the optional claim auth_time")]
    private partial void LogNotFresh(PersonId person, DateTimeOffset? signedInAt);
}

/// <summary>What became of the first sign-in of a link.</summary>
internal abstract record LinkStep
{
    private LinkStep()
    {
    }

    public sealed record Ended(SignInEnd End) : LinkStep;

    /// <summary>They are asked; what they answer with, and what only their browser keeps.</summary>
    public sealed record Asked(LinkedAccount Candidate, string Answer, string Browser) : LinkStep;
}

/// <summary>Whoever it names signed in at Microsoft in this browser, and said yes there.</summary>
internal sealed record LinkConsent(SignInNonce Nonce, PersonId Person);
