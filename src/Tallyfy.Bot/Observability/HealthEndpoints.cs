using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Observability;

/// <summary>Live: the process answers. Ready: the last sweep of every organization got through.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => TypedResults.Text("live"));
        endpoints.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(
        OrganizationDirectory organizations, SweepHealth sweeps, OutboxReport deliveries, CancellationToken cancellationToken)
    {
        var silent = organizations.All.Where(organization => sweeps.IsHealthy(organization.Id) is not true).ToList();

        return silent.Count == 0
            ? TypedResults.Text($"ready\n{await deliveries.CountAsync(cancellationToken)}")
            : TypedResults.Text(
                $"not ready: Tallyfy could not be read for {string.Join(", ", silent.Select(organization => organization.Id))}",
                statusCode: StatusCodes.Status503ServiceUnavailable);
    }
}
