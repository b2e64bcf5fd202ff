using System.Net;

namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>A network that gives every request the same answer, and keeps the last request.</summary>
internal sealed class SameAnswer(HttpStatusCode status, Func<HttpContent> content) : HttpMessageHandler
{
    public int Count { get; private set; }

    public HttpRequestMessage? Last { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Count++;
        Last = request;
        return Task.FromResult(new HttpResponseMessage(status) { Content = content() });
    }
}
