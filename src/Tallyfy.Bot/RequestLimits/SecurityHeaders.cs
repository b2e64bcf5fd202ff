namespace Tallyfy.Bot.RequestLimits;

/// <summary>
/// On every answer, errors too: it is read as what it says it is, kept nowhere and shown in no frame. Whoever answers
/// with a page of its own may say more exactly what the page needs.
/// </summary>
internal static class SecurityHeaders
{
    private const string Year = "max-age=31536000";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((http, next) =>
    {
        // At the last moment, because an error begins its answer anew.
        http.Response.OnStarting(() =>
        {
            Write(http);
            return Task.CompletedTask;
        });
        return next(http);
    });

    private static void Write(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers.CacheControl = "no-store";
        headers.TryAdd("Content-Security-Policy", "default-src 'none'; base-uri 'none'; frame-ancestors 'none'");

        if (http.Request.IsHttps)
            headers.StrictTransportSecurity = Year;
    }
}
