using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Microsoft Graph as far as installing an app goes: knows people by address, and answers as it is told.
/// </summary>
internal sealed class ScriptedGraph : HttpMessageHandler
{
    private readonly ConcurrentQueue<(string Path, string Body)> asked = [];

    /// <summary>Each installation that was asked for, in order.</summary>
    public IReadOnlyList<(string Path, string Body)> Asked => [.. asked];

    /// <summary>What it answers; 201 unless told otherwise.</summary>
    public Func<HttpResponseMessage> Answer { get; set; } = () => new(HttpStatusCode.Created);

    public static HttpResponseMessage Refusal(HttpStatusCode status, string code) => new(status)
    {
        Content = JsonContent.Create(new { error = new { code, message = "No user alexw@example.com here" } }),
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request,
        CancellationToken cancellationToken)
    {
        var body = await request.Content!.ReadAsStringAsync(cancellationToken);
        asked.Enqueue(($"{request.Method} {request.RequestUri}", body));
        return Answer();
    }
}
