using Microsoft.AspNetCore.HttpLogging;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>Where a host logs its requests, ours are left out: some of their paths end in a secret.</summary>
internal sealed class QuietAddresses : IHttpLoggingInterceptor
{
    public ValueTask OnRequestAsync(HttpLoggingInterceptorContext logContext)
    {
        if (BotComposition.IsOwn(logContext.HttpContext.Request.Path))
            logContext.LoggingFields = HttpLoggingFields.None;

        return ValueTask.CompletedTask;
    }

    public ValueTask OnResponseAsync(HttpLoggingInterceptorContext logContext) => ValueTask.CompletedTask;
}
