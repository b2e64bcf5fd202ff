using Microsoft.AspNetCore.HttpLogging;

namespace Tallyfy.Bot.BotBuilder;

/// <summary>Where a host logs its requests, ours are left out: some of their paths end in a secret.</summary>
internal sealed class QuietAddresses : IHttpLoggingInterceptor
{
    public ValueTask OnRequestAsync(HttpLoggingInterceptorContext logContext)
    {
        if (IsOwn(logContext.HttpContext.Request.Path.Value ?? ""))
            logContext.LoggingFields = HttpLoggingFields.None;

        return ValueTask.CompletedTask;
    }

    public ValueTask OnResponseAsync(HttpLoggingInterceptorContext logContext) => ValueTask.CompletedTask;

    // A log may be asked before the host takes the path's base away, so the address may begin at any slash.
    private static bool IsOwn(string path) => Enumerable.Range(0, path.Length)
        .Any(at => path[at] is '/' && BotComposition.IsOwn(new PathString(path[at..])));
}
