namespace Tallyfy.Sandbox.Page;

/// <summary>The page at /, from inside the assembly.</summary>
internal static class PageRoutes
{
    public static void MapSandboxPage(this IEndpointRouteBuilder app)
    {
        app.MapGet("/", context => SendAsync(context, "index.html", "text/html; charset=utf-8"));
        app.MapGet("/page.css", context => SendAsync(context, "page.css", "text/css; charset=utf-8"));
        app.MapGet("/panels.js", context => SendAsync(context, "panels.js", "text/javascript; charset=utf-8"));
        app.MapGet("/changes.js", context => SendAsync(context, "changes.js", "text/javascript; charset=utf-8"));
        app.MapGet("/launch.js", context => SendAsync(context, "launch.js", "text/javascript; charset=utf-8"));
        app.MapGet("/page.js", context => SendAsync(context, "page.js", "text/javascript; charset=utf-8"));
    }

    private static async Task SendAsync(HttpContext context, string name, string contentType)
    {
        await using var content = typeof(PageRoutes).Assembly.GetManifestResourceStream(name)
            ?? throw new FileNotFoundException("The page is not part of this build.", name);

        context.Response.ContentType = contentType;
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.ContentSecurityPolicy = "default-src 'self'; img-src data:; frame-ancestors 'none'";
        await content.CopyToAsync(context.Response.Body, context.RequestAborted);
    }
}
