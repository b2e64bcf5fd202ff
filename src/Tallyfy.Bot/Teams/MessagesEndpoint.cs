using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Protocol.Inbound;

namespace Tallyfy.Bot.Teams;

/// <summary>Where the chat platform calls: admits or refuses, hands on, writes the answer.</summary>
internal static class MessagesEndpoint
{
    public const string Path = "/api/messages";

    public static void MapMessages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, ReceiveAsync);
        endpoints.MapPresence(Path);
    }

    /// <summary>Says to a browser, or to a monitor, that here is the place.</summary>
    public static void MapPresence(this IEndpointRouteBuilder endpoints, string path) => endpoints.MapMethods(
        path, [HttpMethods.Head, HttpMethods.Get], () => TypedResults.Text("Tallyfy.Bot listens here for Teams."));

    private static async Task ReceiveAsync(
        HttpContext context,
        BotFrameworkGate gate,
        ApprovalsBot bot,
        BotMetrics metrics,
        CancellationToken cancellationToken)
    {
        switch (await gate.AdmitAsync(context, cancellationToken))
        {
            case GateResult.Refused refused:
                metrics.RequestRefused(refused.Status); // the gate has logged it
                await refused.WriteToAsync(context.Response, cancellationToken);
                break;

            case GateResult.Admitted(var activity):
                var result = await bot.HandleAsync(activity, cancellationToken);
                await result.WriteToAsync(context.Response, cancellationToken);
                break;
        }
    }
}
