using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Tallyfy.Sandbox.Api.Calls;
using Tallyfy.Sandbox.Api.Json;
using Tallyfy.Sandbox.Settings;
using Tallyfy.Sandbox.State;

namespace Tallyfy.Sandbox.Webhooks;

/// <summary>Sends one webhook once, unsigned (docs/tallyfy-facts.md 11.2). Nothing leaves this machine.</summary>
internal sealed class SendWebhook(
    SandboxState state, SentWebhooks sent, IHttpClientFactory clients, IOptions<SandboxOptions> settings,
    TimeProvider time)
{
    public const string ClientName = "webhooks";

    private readonly SandboxOptions options = settings.Value;

    public async Task ExecuteAsync(WebhookMessage message, CancellationToken cancellationToken)
    {
        if (Loopback.Find(message.Address) is not { } address)
        {
            Note(message, null, $"not sent. {Loopback.Sentence}");
            return;
        }

        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(options.WebhookTimeoutSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var request = Request(message, address);
            using var response = await clients.CreateClient(ClientName)
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            Note(message, (int)response.StatusCode, null);
        }
        catch (HttpRequestException fault)
        {
            Note(message, null, $"not delivered: {fault.HttpRequestError}");
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            Note(message, null, $"no answer within {options.WebhookTimeoutSeconds} s");
        }
    }

    public void Note(WebhookMessage message, int? status, string? error) => sent.Add(new SentWebhook
    {
        At = time.GetUtcNow(),
        Level = message.Level,
        Event = message.Event,
        Url = message.Address,
        Status = status,
        Error = error,
        Body = JsonSerializer.SerializeToElement(message.Body, SandboxJson.Default.JsonObject),
    });

    private HttpRequestMessage Request(WebhookMessage message, Uri address)
    {
        var content = new ByteArrayContent(
            JsonSerializer.SerializeToUtf8Bytes(message.Body, SandboxJson.Default.JsonObject));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        request.Headers.Add("X-Tallyfy-orgID", state.Organization.Id);
        if (options.WebhookUserAgent != "none")
            request.Headers.UserAgent.ParseAdd(options.WebhookUserAgent);
        return request;
    }
}
