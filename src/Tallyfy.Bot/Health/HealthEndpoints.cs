using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Health;

/// <summary>
/// Live: the process answers. Ready: the store keeps what is written, and the last sweep of every organization got
/// through. Intake: its pace and cost.
/// </summary>
internal static class HealthEndpoints
{
    public const string Root = "/health";

    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Root + "/live", () => TypedResults.Text("live"));
        endpoints.MapGet(Root + "/ready", ReadyAsync);
        endpoints.MapGet(Root + "/intake", DescribeAsync);
    }

    private static async Task<IResult> ReadyAsync(
        OrganizationDirectory organizations,
        IntakeStatus status,
        Heartbeat heartbeat,
        AccessStore access,
        TokenWatch tokens,
        DeliveryReport deliveries,
        TrailStore trail,
        CancellationToken cancellationToken)
    {
        if (!await heartbeat.BeatAsync(cancellationToken))
            return NotReady("the bot's own store does not answer, or keeps nothing");

        var lockedOut = await access.ListRefusedAsync(cancellationToken);
        var (refused, others) = (organizations.All.Where(IsRefused), organizations.All.Where(one => !IsRefused(one)));
        var silent = others.Where(organization => status.Of(organization.Id).IsHealthy is not true)
            .Select(organization => organization.Id).ToList();
        List<string> reasons =
        [
            .. refused.Select(AccessWords.Refused),
            .. silent.Count == 0 ? (string[])[] : [$"Tallyfy could not be read for {string.Join(", ", silent)}"],
        ];

        if (reasons.Count > 0)
            return NotReady(string.Join("; ", reasons));

        IEnumerable<string> lines =
        [
            "ready",
            $"{await deliveries.CountAsync(cancellationToken)}",
            $"{await trail.CountAsync(null, cancellationToken)}",
            .. organizations.All.Where(one => tokens.FindEnd(one) is not null)
                .Select(one => AccessWords.Ends(one, tokens.FindEnd(one)!.Value)),
        ];
        return TypedResults.Text(string.Join('\n', lines));

        bool IsRefused(Organization organization) => lockedOut.Contains(organization.Id);
    }

    private static ContentHttpResult NotReady(string why) =>
        TypedResults.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable);

    private static async Task<IResult> DescribeAsync(
        OrganizationDirectory organizations,
        IntakeStatus status,
        RequestBudget budget,
        HintStore hints,
        IOptions<IntakeOptions> options,
        CancellationToken cancellationToken)
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
                CultureInfo.InvariantCulture, $"  feed: every {options.Value.FeedEvery}, last {intake.FeedReadAt:u}");
            text.AppendLine(CultureInfo.InvariantCulture, $"  hints waiting: {waiting}");
        }

        return TypedResults.Text(text.ToString());
    }
}
