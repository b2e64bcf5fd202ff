using Microsoft.AspNetCore.Http.HttpResults;

namespace Tallyfy.Bot.Health;

/// <summary>
/// Live: the process answers. Ready: it can do its work. Everybody is told that in one word; why, what needs attention
/// and what reading costs is answered only where operators ask.
/// </summary>
internal static class HealthEndpoints
{
    public const string Root = "/health";

    private const string Live = Root + "/live";
    private const string Ready = Root + "/ready";
    private const string Well = "Healthy"; // the words of ASP.NET's own health checks
    private const string Unwell = "Unhealthy";

    /// <summary>For everybody.</summary>
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Live, () => TypedResults.Text(Well));
        endpoints.MapGet(Ready, async (ReadinessWord word, CancellationToken cancellationToken) =>
            await word.IsReadyAsync(cancellationToken) ? TypedResults.Text(Well) : NotReady(Unwell));
    }

    /// <summary>For operators, by a server of their own.</summary>
    public static void MapHealthDetails(this IEndpointRouteBuilder endpoints, IServiceProvider bot)
    {
        endpoints.MapGet(Live, () => TypedResults.Text(Well));

        // Found when somebody asks: both need the store, which is opened once this server has its port.
        endpoints.MapGet(Ready, async (CancellationToken cancellationToken) =>
            await DescribeAsync(bot.GetRequiredService<ReadinessReport>(), cancellationToken));
        endpoints.MapGet(Root + "/intake", async (CancellationToken cancellationToken) =>
            TypedResults.Text(await bot.GetRequiredService<IntakeReport>().DescribeAsync(cancellationToken)));
    }

    private static async Task<ContentHttpResult> DescribeAsync(
        ReadinessReport readiness, CancellationToken cancellationToken) =>
        await readiness.FindReasonAsync(cancellationToken) is { } why
            ? NotReady($"not ready: {why}")
            : TypedResults.Text(await readiness.DescribeAsync(cancellationToken));

    private static ContentHttpResult NotReady(string words) =>
        TypedResults.Text(words, statusCode: StatusCodes.Status503ServiceUnavailable);
}
