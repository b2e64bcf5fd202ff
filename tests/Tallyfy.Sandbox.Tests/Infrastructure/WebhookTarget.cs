using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tallyfy.Sandbox.Tests.Infrastructure;

internal sealed record ReceivedWebhook(string Path, IHeaderDictionary Headers, JsonElement Body)
{
    public string? Event => Body.TryGetProperty("event", out var name) ? name.GetString() : null;
}

/// <summary>Somebody on this machine who is told by webhook, over real HTTP.</summary>
internal sealed class WebhookTarget : IAsyncDisposable
{
    private readonly Channel<ReceivedWebhook> received = Channel.CreateUnbounded<ReceivedWebhook>();
    private readonly WebApplication app;

    private WebhookTarget(WebApplication app) => this.app = app;

    public string Address => $"{app.Urls.First()}/hook";

    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>Whether it keeps the sender waiting for as long as the sender likes.</summary>
    public bool IsUnavailable { get; set; }

    public static async Task<WebhookTarget> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var target = new WebhookTarget(app);
        app.MapPost("/{**path}", target.ReceiveAsync);
        await app.StartAsync(cancellationToken);
        return target;
    }

    public ValueTask<ReceivedWebhook> NextAsync(CancellationToken cancellationToken) =>
        received.Reader.ReadAsync(cancellationToken);

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        var body = await JsonDocument.ParseAsync(http.Request.Body, cancellationToken: http.RequestAborted);
        received.Writer.TryWrite(new ReceivedWebhook(
            http.Request.Path, new HeaderDictionary(http.Request.Headers.ToDictionary()), body.RootElement));
        if (IsUnavailable)
            await new TaskCompletionSource().Task.WaitAsync(http.RequestAborted);
        http.Response.StatusCode = Status;
    }
}
