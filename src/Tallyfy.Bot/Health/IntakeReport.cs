using System.Globalization;
using System.Text;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Health;

/// <summary>The intake's pace and cost, for each organization.</summary>
internal sealed class IntakeReport(
    OrganizationDirectory organizations,
    IntakeStatus status,
    RequestBudget budget,
    HintStore hints,
    IntakeDelay delay,
    IOptions<IntakeOptions> options)
{
    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        var text = new StringBuilder();
        var limits = options.Value.Budget;

        foreach (var organization in organizations.All)
        {
            var intake = status.Of(organization.Id);
            var spent = budget.Spent(organization.Id);
            var waiting = await hints.CountAsync(organization.Id, cancellationToken);

            text.AppendLine(CultureInfo.InvariantCulture, $"organization {organization.Id}");
            text.AppendLine(intake.IsElsewhere ? "  read by another process" : "  read by this process");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  requests: {spent.ReadingInMinute} of {limits.PerMinute} in a minute, {spent.ReadingInHour} of "
                + $"{limits.PerHour} in an hour");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  requests of taps: {spent.TapsInMinute} in a minute, {spent.TapsInHour} in an hour");

            if (spent.WaitsUntil is { } until)
                text.AppendLine(
                    CultureInfo.InvariantCulture, $"  reading waits until {until:u}: its requests are spent");

            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"  sweep: every {intake.SweepPeriod}, {intake.SweepRequests} requests, last {intake.SweptAt:u}");
            text.AppendLine(
                CultureInfo.InvariantCulture, $"  open tasks that could not be read: {intake.UnreadTasks}");
            text.AppendLine(
                CultureInfo.InvariantCulture, $"  feed: every {options.Value.FeedEvery}, last {intake.FeedReadAt:u}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  hints waiting: {waiting}");
        }

        foreach (var line in await delay.DescribeAsync(cancellationToken))
            text.AppendLine(line);

        return text.ToString();
    }
}
