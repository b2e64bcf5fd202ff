using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>
/// The line between the bot and Tallyfy: a real proxy that sees every request and can stop it, or its answer.
/// </summary>
internal sealed class TallyfyLine : IAsyncDisposable
{
    private static readonly string[] NotCopied =
        ["Host", "Connection", "Transfer-Encoding", "Content-Length", "Keep-Alive"];

    private readonly HttpMessageInvoker tallyfy = new(
        new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false });
    private readonly WebApplication app;
    private readonly Breakpoints holds;
    private readonly string target;

    private TallyfyLine(Breakpoints holds, string target)
    {
        this.holds = holds;
        this.target = target;
        app = LocalServer.Create(PassAsync);
    }

    public string Address => LocalServer.AddressOf(app);

    public static async Task<TallyfyLine> OpenAsync(Breakpoints holds, string target)
    {
        var line = new TallyfyLine(holds, target);
        await line.app.StartAsync();
        return line;
    }

    public async ValueTask DisposeAsync()
    {
        await app.DisposeAsync();
        tallyfy.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        var path = $"{context.Request.Path}{context.Request.QueryString}";
        var body = await LocalServer.ReadAsync(context.Request);
        var exchange = $"{context.Request.Method} {path}\n{Encoding.UTF8.GetString(body)}";

        await holds.StopIfHeldAsync(Side.Request, exchange);

        using var request = new HttpRequestMessage(new HttpMethod(context.Request.Method), target + path);

        if (body.Length > 0)
            request.Content = new ByteArrayContent(body);

        foreach (var (name, values) in context.Request.Headers.Where(header => !NotCopied.Contains(header.Key)))
        {
            if (!request.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values))
                request.Content?.Headers.TryAddWithoutValidation(name, (IEnumerable<string?>)values);
        }

        using var answer = await tallyfy.SendAsync(request, CancellationToken.None);
        var bytes = await answer.Content.ReadAsByteArrayAsync();

        await holds.StopIfHeldAsync(Side.Answer, exchange);

        context.Response.StatusCode = (int)answer.StatusCode;

        var headers = answer.Headers.Concat(answer.Content.Headers);

        foreach (var (name, values) in headers.Where(header => !NotCopied.Contains(header.Key)))
            context.Response.Headers[name] = values.ToArray();

        if (answer.StatusCode is not HttpStatusCode.NoContent)
            await context.Response.Body.WriteAsync(bytes);
    }
}

/// <summary>A server of the test process on a port of its own.</summary>
internal static class LocalServer
{
    public static WebApplication Create(Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();

        app.Run(async context =>
        {
            try
            {
                await answer(context);
            }
            catch (Exception e) when (e is OperationCanceledException or IOException or HttpRequestException)
            {
                context.Abort(); // the answer is dropped, as by a broken line
            }
        });

        return app;
    }

    public static string AddressOf(WebApplication app) => app.Urls.Single();

    public static async Task<byte[]> ReadAsync(HttpRequest request)
    {
        using var buffer = new MemoryStream();
        await request.Body.CopyToAsync(buffer);
        return buffer.ToArray();
    }
}
