using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Bot.Connector.Authentication;

namespace EchoBotWithApprovals;

/// <summary>The adapter that was there before: it tells the person when something went wrong.</summary>
public sealed partial class AdapterWithErrorHandler : CloudAdapter
{
    public AdapterWithErrorHandler(
        BotFrameworkAuthentication authentication, ILogger<AdapterWithErrorHandler> logger)
        : base(authentication, logger) => OnTurnError = (turn, fault) =>
        {
            LogFailed(logger, fault);
            return turn.SendActivityAsync("The bot encountered an error or bug.");
        };

    [LoggerMessage(LogLevel.Error, "A turn failed")]
    private static partial void LogFailed(ILogger logger, Exception fault);
}
