using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Lists all open tasks of one organization once, and reckons from its price when that can be done again.
/// </summary>
internal sealed partial class SweepOrganization(
    FindPendingApprovals find,
    ListingStore listings,
    TallyfyAccess access,
    RequestBudget budget,
    IntakeStatus status,
    TimeProvider time,
    ILogger<SweepOrganization> logger)
{
    /// <summary>When to sweep again.</summary>
    public async Task<TimeSpan> ExecuteAsync(Organization organization, CancellationToken cancellationToken)
    {
        using var scope = budget.EnterSweep(organization.Id);
        var (waiting, unread) = (0, 0);

        try
        {
            await access.ReadAsync(
                organization,
                TallyfyReader.Sweep,
                async () => (waiting, unread) = await find.ExecuteAsync(organization, cancellationToken),
                cancellationToken);
        }
        catch (TallyfyException)
        {
            await listings.FailAsync(organization.Id, cancellationToken);
            throw;
        }

        var period = budget.SweepPeriod(organization.Id, scope.Requests);

        await listings.SaveAsync(organization.Id, period, cancellationToken);
        status.Swept(organization.Id, time.GetUtcNow(), scope.Requests, period, unread);
        LogSwept(organization.Id, waiting, scope.Requests, period);
        return period;
    }

    [LoggerMessage(
        LogLevel.Debug, "Swept {Organization}: {Waiting} approvals wait; {Requests} requests, again in {Period}")]
    private partial void LogSwept(string organization, int waiting, int requests, TimeSpan period);
}
