using System.Globalization;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Health;

/// <summary>How Tallyfy is, in a line for each organization: it is well where the last sweep got through.</summary>
internal sealed class TallyfyReport(
    AccessStore access,
    OrganizationDirectory organizations,
    IntakeStatus status,
    TallyfyOutages outages,
    TokenWatch tokens)
{
    public async Task<HealthAnswer> DescribeAsync(CancellationToken cancellationToken)
    {
        var lockedOut = await access.ListRefusedAsync(cancellationToken);
        bool IsLockedOut(Organization organization) => lockedOut.Contains(organization.Id);

        IEnumerable<string> lines =
        [
            .. organizations.All.Select(one => IsLockedOut(one) ? AccessWords.Refused(one) : Describe(one)),
            .. organizations.All.Where(one => tokens.FindEnd(one) is not null)
                .Select(one => AccessWords.Ends(one, tokens.FindEnd(one)!.Value)),
        ];
        return new HealthAnswer(
            organizations.All.All(one => !IsLockedOut(one) && status.Of(one.Id).IsHealthy is true),
            string.Join('\n', lines));
    }

    private string Describe(Organization organization) => status.Of(organization.Id) switch
    {
        { IsHealthy: null } => $"Tallyfy has not been read yet for organization {organization.Id}",
        { IsHealthy: false } => outages.Find(organization)
            ?? $"Tallyfy could not be read for organization {organization.Id}",
        { IsElsewhere: true } => $"Tallyfy is read for organization {organization.Id} by another process",
        { SweptAt: var at, UnreadTasks: var unread } => string.Create(
            CultureInfo.InvariantCulture,
            $"Tallyfy is read for organization {organization.Id}, last at {at:u}{Missing(unread)}"),
    };

    private static string Missing(int unread) => unread == 0 ? "" : string.Create(
        CultureInfo.InvariantCulture, $"; open tasks that could not be read: {unread}, the log names each and why");
}
