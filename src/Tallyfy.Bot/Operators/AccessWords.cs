using System.Globalization;
using Tallyfy.Bot.Organizations;

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
}
