using System.Collections.Concurrent;
using System.Net;
using System.Text;

namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>Answers what a test registered, in order; any other request fails the test.</summary>
internal sealed class StubTallyfy : HttpMessageHandler
{
    public const string Address = "https://tallyfy.example/api";
    public const string TokenAddress = "https://account.tallyfy.example/oauth/token";

    private readonly ConcurrentDictionary<string, ConcurrentQueue<Answering>> answers = new();
    private readonly ConcurrentQueue<SeenRequest> seen = new();

    public IReadOnlyList<SeenRequest> Seen => [.. seen];

    public SeenRequest Only => Assert.Single(Seen);

    public StubTallyfy Get(string path, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        On(HttpMethod.Get, Address + path, status, body);

    public StubTallyfy Post(string path, string body, HttpStatusCode status = HttpStatusCode.OK) =>
        On(HttpMethod.Post, Address + path, status, body);

    public StubTallyfy IssueToken(string body, HttpStatusCode status = HttpStatusCode.OK) =>
        On(HttpMethod.Post, TokenAddress, status, body);

    public StubTallyfy On(
        HttpMethod method,
        string address,
        HttpStatusCode status,
        string body,
        Action<HttpResponseMessage>? adjust = null)
    {
        return On(method, address, (_, _) =>
        {
            var response = new HttpResponseMessage(status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            adjust?.Invoke(response);
            return Task.FromResult(response);
        });
    }

    public StubTallyfy On(HttpMethod method, string address, Answering answering)
    {
        answers.GetOrAdd($"{method} {address}", _ => new()).Enqueue(answering);
        return this;
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var key = $"{request.Method} {request.RequestUri!.AbsoluteUri}";
        var body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
        seen.Enqueue(new SeenRequest(
            key,
            request.Headers.ToString(),
            request.Content?.Headers.ContentType?.ToString(),
            request.Headers.Authorization?.Parameter,
            body));
        if (!answers.TryGetValue(key, out var queue) || !queue.TryDequeue(out var answering))
            throw new InvalidOperationException($"Nobody expected {key}.");

        return await answering(request, cancellationToken);
    }

    internal delegate Task<HttpResponseMessage> Answering(
        HttpRequestMessage request, CancellationToken cancellationToken);
}

/// <summary>One request as it left.</summary>
internal sealed record SeenRequest(
    string Line, string Headers, string? ContentType, string? AccessToken, string? Body);
