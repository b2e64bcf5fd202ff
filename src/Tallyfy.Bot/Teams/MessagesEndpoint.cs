using System.Globalization;
using Tallyfy.Bot.Protocol.Activities;
using Tallyfy.Bot.Protocol.Inbound;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Texts;

namespace Tallyfy.Bot.Teams;

/// <summary>Where the chat platform calls: admits or refuses, hands on, writes the answer.</summary>
internal static partial class MessagesEndpoint
{
    public const string Path = "/api/messages";

    public static void MapMessages(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Path, ReceiveAsync);
        endpoints.MapMethods(
            Path, [HttpMethods.Head, HttpMethods.Get], () => TypedResults.Text("Tallyfy.Bot listens here for Teams."));
    }

    private static async Task ReceiveAsync(
        HttpContext context,
        BotFrameworkGate gate,
        ApprovalsBot bot,
        ILoggerFactory loggers,
        CancellationToken cancellationToken)
    {
        var logger = loggers.CreateLogger(typeof(MessagesEndpoint));

        switch (await gate.AdmitAsync(context, cancellationToken))
        {
            case GateResult.Refused refused:
                LogRefused(logger, refused.Status, refused.Reason);
                await refused.WriteToAsync(context.Response, cancellationToken);
                break;

            case GateResult.Admitted(var activity):
                await WriteAsync(
                    await HandleAsync(activity, bot, logger, cancellationToken), context.Response, cancellationToken);
                break;
        }
    }

    private static async Task WriteAsync(TurnResult result, HttpResponse response, CancellationToken cancellationToken)
    {
        switch (result)
        {
            case TurnResult.Answered(var answer):
                await answer.WriteToAsync(response, cancellationToken);
                break;

            case TurnResult.TooMany(var wait):
                response.StatusCode = StatusCodes.Status429TooManyRequests;
                response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                break;

            case TurnResult.Failed:
                response.StatusCode = StatusCodes.Status500InternalServerError;
                break;
        }
    }

    private static async Task<TurnResult> HandleAsync(
        Activity activity, ApprovalsBot bot, ILogger logger, CancellationToken cancellationToken)
    {
        try
        {
            return await bot.HandleAsync(activity, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return new TurnResult.Taken(); // nobody listens any more
        }
        catch (Exception e)
        {
            LogFailed(logger, e, activity.Id, activity.Type);

            if (activity.Type != ActivityTypes.Invoke)
                return new TurnResult.Failed();

            var texts = new CardTexts(CultureInfo.InvariantCulture);
            var words = e is StoreUnavailableException ? texts.StoreUnavailable : texts.SomethingWentWrong;
            return new TurnResult.Answered(InvokeResponse.Message(words));
        }
    }

    [LoggerMessage(LogLevel.Warning, "A request was refused with {Status}: {Reason}")]
    private static partial void LogRefused(ILogger logger, int status, string reason);

    [LoggerMessage(LogLevel.Error, "Activity {Activity} ({Kind}) failed")]
    private static partial void LogFailed(ILogger logger, Exception exception, string? activity, string kind);
}
