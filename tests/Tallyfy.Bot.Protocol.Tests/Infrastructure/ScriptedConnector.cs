using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

internal sealed record SeenRequest(string Method, string Target, string? Authorization, string Body)
{
    public JsonNode? Json => JsonNode.Parse(Body);
}

/// <summary>A connector on a real port that notes what it receives and answers as the test says.</summary>
internal sealed class ScriptedConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<SeenRequest> _seen = new();

    private ScriptedConnector(WebApplication app) => _app = app;

    public IReadOnlyList<SeenRequest> Seen => [.. _seen];

    public Uri Address => new(_app.Urls.First());

    /// <summary>A service URL as the Playground writes it.</summary>
    public string ServiceUrl => $"{Address}_connector";

    public static async Task<ScriptedConnector> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddLogging(logging => logging.ClearProviders());

        var app = builder.Build();
        var connector = new ScriptedConnector(app);
        app.Run(async context =>
        {
            await connector.NoteAsync(context);
            await answer(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);

        return connector;
    }

    public static Task<ScriptedConnector> AnsweringAsync(int status, string body = "", string? retryAfter = null) =>
        StartAsync(context =>
        {
            context.Response.StatusCode = status;

            if (retryAfter is not null)
                context.Response.Headers.RetryAfter = retryAfter;

            return context.Response.WriteAsync(body, context.RequestAborted);
        });

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task NoteAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;

        _seen.Enqueue(new SeenRequest(context.Request.Method, target, context.Request.Headers.Authorization, body));
    }
}
