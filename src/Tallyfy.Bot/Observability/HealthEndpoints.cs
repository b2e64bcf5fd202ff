using Microsoft.AspNetCore.Http.HttpResults;
using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Observability;

/// <summary>Live: the process answers. Ready: the store takes what is written, and the last sweep of every organization got through.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/health/live", () => TypedResults.Text("live"));
        endpoints.MapGet("/health/ready", ReadyAsync);
    }

    private static async Task<IResult> ReadyAsync(
        OrganizationDirectory organizations, SweepHealth sweeps, Heartbeat heartbeat, CancellationToken cancellationToken)
    {
        if (!await heartbeat.BeatAsync(cancellationToken))
            return NotReady("the bot's own store does not answer, or keeps nothing");

        var silent = organizations.All.Where(organization => sweeps.IsHealthy(organization.Id) is not true).ToList();

        return silent.Count == 0
            ? TypedResults.Text("ready")
            : NotReady($"Tallyfy could not be read for {string.Join(", ", silent.Select(organization => organization.Id))}");
    }

    private static ContentHttpResult NotReady(string why) =>
        TypedResults.Text($"not ready: {why}", statusCode: StatusCodes.Status503ServiceUnavailable);
}
