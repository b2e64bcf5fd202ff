using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Protocol;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Teams;

/// <summary>Where the chat platform calls: admits or refuses, hands on, writes the answer.</summary>
internal static partial class MessagesEndpoint
{
    public const string Path = "/api/messages";

    public static void MapMessages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, ReceiveAsync);
        endpoints.MapMethods(Path, [HttpMethods.Head, HttpMethods.Get], () => TypedResults.Text("Tallyfy.Bot listens here for Teams."));
    }

    private static async Task ReceiveAsync(
        HttpContext context, BotFrameworkGate gate, ApprovalsBot bot, ILoggerFactory loggers, CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(typeof(MessagesEndpoint));

        switch (await gate.AdmitAsync(context, cancellationToken))
        {
            case GateResult.Refused refused:
                LogRefused(logger, refused.Status, refused.Reason);
                await refused.WriteToAsync(context.Response, cancellationToken);
                break;

            case GateResult.Admitted(var activity):
                if (await HandleAsync(activity, bot, logger, context, cancellationToken) is { } answer)
                    await answer.WriteToAsync(context.Response, cancellationToken);

                break;
        }
    }

    private static async Task<InvokeResponse?> HandleAsync(
        Activity activity, ApprovalsBot bot, ILogger logger, HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await bot.HandleAsync(activity, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return null; // nobody listens any more
        }
        catch (Exception e)
        {
            LogFailed(logger, e, activity.Id, activity.Type);

            var texts = new CardTexts(System.Globalization.CultureInfo.InvariantCulture);

            if (activity.Type == ActivityTypes.Invoke)
                return InvokeResponse.Message(e is StoreSilentException ? texts.StoreSilent : texts.SomethingWentWrong);

            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
            return null;
        }
    }

    [LoggerMessage(LogLevel.Warning, "A request was refused with {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, int status, string reason);

    [LoggerMessage(LogLevel.Error, "Activity {Activity} ({Kind}) failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string? activity, string kind);
}
