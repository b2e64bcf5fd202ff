using Microsoft.AspNetCore.Http.HttpResults;

namespace Tallyfy.Bot.Health;

/// <summary>
/// Live: the process answers. Ready: its own store keeps what is written, whatever Tallyfy does, for then people are
/// told what is true. Everybody is told that in one word; why, how Tallyfy is, what needs attention and what reading
/// costs is answered only where operators ask.
/// </summary>
internal static class HealthEndpoints
{
    public const string Root = "/health";

    private const string Live = Root + "/live";
    private const string Ready = Root + "/ready";
    private const string Tallyfy = Root + "/tallyfy";
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

        // Found when somebody asks: all need the store, which is opened once this server has its port.
        endpoints.MapGet(Ready, async (CancellationToken cancellationToken) =>
            Answer(await bot.GetRequiredService<ReadinessReport>().DescribeAsync(cancellationToken)));
        endpoints.MapGet(Tallyfy, async (CancellationToken cancellationToken) =>
            Answer(await bot.GetRequiredService<TallyfyReport>().DescribeAsync(cancellationToken)));
        endpoints.MapGet(Root + "/intake", async (CancellationToken cancellationToken) =>
            TypedResults.Text(await bot.GetRequiredService<IntakeReport>().DescribeAsync(cancellationToken)));
    }

    private static ContentHttpResult Answer(HealthAnswer answer) =>
        answer.IsWell ? TypedResults.Text(answer.Words) : NotReady(answer.Words);

    private static ContentHttpResult NotReady(string words) =>
        TypedResults.Text(words, statusCode: StatusCodes.Status503ServiceUnavailable);
}
