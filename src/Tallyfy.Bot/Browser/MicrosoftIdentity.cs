using System.Globalization;
using System.Security.Claims;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// Who signed in, and when, by an ID token whose signature, issuer and audience were checked. Microsoft Entra names
/// tenant, object id and (as an optional claim of the application) the time of the sign-in.
/// </summary>
internal sealed record MicrosoftIdentity(PersonId Person, DateTimeOffset? SignedInAt)
{
    /// <summary>Null when the token does not say who it is.</summary>
    public static MicrosoftIdentity? From(ClaimsPrincipal? principal) =>
        principal?.FindFirst("tid")?.Value is { Length: > 0 } tenant
            && principal.FindFirst("oid")?.Value is { Length: > 0 } objectId
            ? new MicrosoftIdentity(new PersonId(tenant, objectId), TimeOf(principal.FindFirst("auth_time")?.Value))
            : null;

    public bool Is(PersonId person) =>
        string.Equals(Person.Tenant, person.Tenant, StringComparison.OrdinalIgnoreCase)
        && string.Equals(Person.ObjectId, person.ObjectId, StringComparison.OrdinalIgnoreCase);

    private static DateTimeOffset? TimeOf(string? seconds) =>
        long.TryParse(seconds, NumberStyles.None, CultureInfo.InvariantCulture, out var time)
        && time <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? DateTimeOffset.FromUnixTimeSeconds(time)
            : null;
}
