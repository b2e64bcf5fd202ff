using System.Globalization;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Operators;

/// <summary>What log and health address say of an organization's access, and what to do about it.</summary>
internal static class AccessWords
{
    public static string Refused(Organization organization) => organization.SignsAsActor
        ? $"Tallyfy does not accept the application of organization {organization.Id}: check "
            + $"{organization.Settings}:ClientId and {organization.Settings}:ClientSecret, and that "
            + $"{organization.Settings}:ServiceUser is an active administrator; then restart the bot"
        : $"Tallyfy does not accept the access token of organization {organization.Id}: put a new one in "
            + $"{organization.Settings}:AccessToken and restart the bot";

    public static string Ends(Organization organization, DateTimeOffset at) => string.Create(
        CultureInfo.InvariantCulture,
        $"The access token of organization {organization.Id} ends about {at:yyyy-MM-dd}: put a new one in "
        + $"{organization.Settings}:AccessToken before that day and restart the bot");

    /// <param name="organization">Which cannot be read.</param>
    /// <param name="e">How the last try ended.</param>
    /// <param name="time">Since the first one did.</param>
    /// <param name="tries">How many there were.</param>
    public static string Unread(Organization organization, TallyfyException e, TimeSpan time, int tries)
    {
        var since = tries > 1 ? $" for {HowLong(time)} ({tries} tries)" : "";
        return $"Tallyfy could not be read for organization {organization.Id}{since}: {Why(organization, e)}";
    }

    /// <summary>As people say it in passing.</summary>
    public static string HowLong(TimeSpan time) => time switch
    {
        { TotalMinutes: < 2 } => $"{(long)time.TotalSeconds} s",
        { TotalHours: < 2 } => $"{(long)time.TotalMinutes} min",
        _ => $"{(long)time.TotalHours} h",
    };

    private static string Why(Organization organization, TallyfyException e)
    {
        var host = organization.Api.Authority;
        var refused = $"({e.Kind}, status {(int?)e.Status}); look at {organization.Settings}:Organization, and at what "
            + $"{Reader(organization)} may read";

        return e.Kind switch
        {
            TallyfyErrorKind.Unreachable => $"nothing answers at {host}; look at Tallyfy:BaseUrl, and whether this "
                + "machine reaches that address",
            TallyfyErrorKind.TimedOut => $"{host} takes too long to answer; if it stays so, look at Tallyfy:BaseUrl, "
                + "and whether this machine reaches that address",
            TallyfyErrorKind.ServerError => $"{host} answers with status {(int?)e.Status}, a fault of its own; it is "
                + "tried again",
            TallyfyErrorKind.RateLimited => $"{host} is asked too often; look at Intake:Budget, and at what else uses "
                + "this organization's limit",
            TallyfyErrorKind.EndpointNotFound or TallyfyErrorKind.UnreadableAnswer => $"what answers at {host} does "
                + "not speak as Tallyfy's API does; look at Tallyfy:BaseUrl",
            TallyfyErrorKind.NotFound => $"{host} knows no such organization {refused}",
            _ => $"{host} refuses it {refused}",
        };
    }

    private static string Reader(Organization organization) => organization.SignsAsActor
        ? $"{organization.Settings}:ServiceUser"
        : $"the owner of {organization.Settings}:AccessToken";
}
