using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.IdentityModel.Tokens;
using Tallyfy.Bot.Observability;
using Tallyfy.Bot.Protocol.Inbound;
using Tallyfy.Bot.Teams;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>
/// Where the chat platform calls: through our gate, and then through the SDK's adapter with its own check of the token.
/// </summary>
internal static partial class MessagesEndpoint
{
    public static void MapMessages(this IEndpointRouteBuilder endpoints, string pattern)
    {
        endpoints.MapPost(pattern, ReceiveAsync);
        endpoints.MapPresence(pattern);
    }

    private static async Task ReceiveAsync(
        HttpContext context,
        BotFrameworkGate gate,
        ApprovalsBot approvals,
        ApprovalsGuest guest,
        IBotFrameworkHttpAdapter adapter,
        BotMetrics metrics,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        switch (await gate.AdmitAsync(context, cancellationToken))
        {
            case GateResult.Refused refusal:
                metrics.RequestRefused(refusal.Status);
                await refusal.WriteToAsync(context.Response, cancellationToken);
                break;

            case GateResult.Admitted admitted:
                var host = context.RequestServices.GetService<IBot>();
                var bot = new TallyfyApprovalsBot(
                    admitted.Activity, approvals, guest, host, aborted: cancellationToken);
                context.Request.Body = new MemoryStream(admitted.Body.ToArray());
                await PassOnAsync(context, adapter, bot, loggers.CreateLogger(typeof(MessagesEndpoint)));
                break;
        }
    }

    // The SDK's answer is kept back until it is known whose it is: ours is written by ourselves, so that nothing on the
    // way through the host can take it from the person who tapped.
    private static async Task PassOnAsync(
        HttpContext context, IBotFrameworkHttpAdapter adapter, TallyfyApprovalsBot bot, ILogger logger)
    {
        var response = context.Response;
        var body = response.Body;
        using var theirs = new MemoryStream();
        response.Body = theirs;

        try
        {
            // As in a controller: a bot goes on when the caller hangs up.
            await adapter.ProcessAsync(context.Request, response, bot, CancellationToken.None);
        }
        catch (Exception e) when (bot.Result is not null)
        {
            LogFailedBehindUs(logger, e.GetType().Name);
        }
        catch (Exception e) when (!bot.HasBegun && (e is ArgumentException or SecurityTokenException))
        {
            // A token that the SDK cannot even read makes it throw; that is a refusal like any other.
            LogRefused(logger, e.GetType().Name);
            response.StatusCode = StatusCodes.Status401Unauthorized;
            response.Headers.WWWAuthenticate = "Bearer";
            theirs.SetLength(0);
        }
        finally
        {
            response.Body = body;
        }

        if (bot.Result is { } ours)
            await ours.WriteToAsync(response, context.RequestAborted);
        else
            await body.WriteAsync(theirs.GetBuffer().AsMemory(0, (int)theirs.Length), context.RequestAborted);
    }

    [LoggerMessage(
        LogLevel.Warning, "A request that passed our gate was refused by the SDK, or by middleware before it: {Fault}")]
    private static partial void LogRefused(ILogger logger, string fault);

    [LoggerMessage(
        LogLevel.Error, "Something of the host failed in a turn that the approvals had answered: {Fault}")]
    private static partial void LogFailedBehindUs(ILogger logger, string fault);
}
