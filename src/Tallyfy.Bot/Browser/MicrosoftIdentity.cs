using System.Globalization;
using System.Security.Claims;
using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// Who signed in, and when, by an ID token whose signature (<see cref="SignedIdTokens"/>), issuer and audience were
/// checked. Microsoft Entra names tenant, object id and, as an optional claim of the application, when they signed in.
/// </summary>
internal sealed record MicrosoftIdentity(PersonId Person, DateTimeOffset? SignedInAt)
{
    /// <summary>How old a sign-in may be, and how far Microsoft's clock may be ahead of ours.</summary>
    public static readonly TimeSpan MostAge = TimeSpan.FromMinutes(5);

    /// <summary>How far Microsoft's clock may be behind ours: it tells whole seconds.</summary>
    public static readonly TimeSpan MostBehind = TimeSpan.FromMinutes(1);

    /// <summary>Null when the token does not say who it is.</summary>
    public static MicrosoftIdentity? From(ClaimsPrincipal? principal) =>
        principal?.FindFirst("tid")?.Value is { Length: > 0 } tenant
            && principal.FindFirst("oid")?.Value is { Length: > 0 } objectId
            ? new MicrosoftIdentity(new PersonId(tenant, objectId), TimeOf(principal.FindFirst("auth_time")?.Value))
            : null;

    /// <summary>
    /// They signed in for this, just now: since the link was made, by their clock and ours. Without a time nobody did.
    /// </summary>
    public bool IsFor(SignInTicket ticket, DateTimeOffset now) =>
        SignedInAt is { } at && (now - at).Duration() < MostAge && at >= ticket.MadeAt - MostBehind;

    public bool Is(PersonId person) =>
        string.Equals(Person.Tenant, person.Tenant, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Person.ObjectId, person.ObjectId, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? TimeOf(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(time)
            : null;
}
