using System.Collections.Immutable;
using System.Text;
using System.Text.Json.Nodes;
using Tallyfy.Bot.Tests.Infrastructure.Leaks;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The line between the bot and Tallyfy: knows what passed over it, and can hold a request.</summary>
internal sealed class TallyfyWire(Forbidden forbidden)
{
    private readonly Lock gate = new();
    private ImmutableList<HeldRequest> holds = [];
    private readonly UnderWay underWay = new();
    private ImmutableList<string> passed = [];

    /// <summary>
    /// Awaited before an exchange leaves, with "to GET /api/…", and before its answer is read, with "of GET /api/…".
    /// </summary>
    public Func<string, Task> Pause { get; set; } = _ => Task.CompletedTask;

    /// <summary>
    /// What an answer says instead, by the exchange, "GET /api/…", and its text: Tallyfy may send what no sandbox does.
    /// </summary>
    public Func<string, string, string>? Rewrite { get; set; }

    /// <summary>Where a request with this token goes instead: what it is for is in another Tallyfy.</summary>
    public (string Token, HttpMessageInvoker Tallyfy)? Elsewhere { get; set; }

    /// <summary>"GET /api/organizations/…", in order, tries that were held included.</summary>
    public ImmutableList<string> Passed
    {
        get
        {
            lock (gate)
                return passed;
        }
    }

    /// <summary>
    /// Holds the next request of this method whose path has this part; it never reaches Tallyfy before its release.
    /// </summary>
    public HeldRequest HoldNext(HttpMethod method, string pathPart) =>
        Hold(new HeldRequest(method, pathPart, holdsAnswer: false));

    /// <summary>
    /// Waits until no answer is on its way: a leap in time would cut it off, and what repeats it waits for time that no
    /// story lets pass. What hangs, as some stories want it, is not waited for long.
    /// </summary>
    public void Rests() => underWay.IsNone(TimeSpan.FromSeconds(2));

    /// <summary>Holds the answer of the next such request: Tallyfy has done it, and the bot does not know.</summary>
    public HeldRequest HoldNextAnswer(HttpMethod method, string pathPart) =>
        Hold(new HeldRequest(method, pathPart, holdsAnswer: true));

    public HttpMessageHandler Over(HttpMessageHandler inner) => new Line(this) { InnerHandler = inner };

    private HeldRequest Hold(HeldRequest hold)
    {
        lock (gate)
            holds = holds.Add(hold);

        return hold;
    }

    private HeldRequest? Take(HttpRequestMessage request)
    {
        var path = Uri.UnescapeDataString(request.RequestUri!.AbsolutePath);

        lock (gate)
        {
            passed = passed.Add($"{request.Method} {path}");
            var hold = holds.Find(
                one => one.Method == request.Method && path.Contains(one.PathPart, StringComparison.Ordinal));

            if (hold is not null)
                holds = holds.Remove(hold);

            return hold;
        }
    }

    private async Task KeepSecretAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        await answer.Content.LoadIntoBufferAsync(cancellationToken);

        if (answer.IsSuccessStatusCode)
            forbidden.AddWritten(JsonNode.Parse(await answer.Content.ReadAsStringAsync(cancellationToken)));
    }

    private sealed class Line(TallyfyWire wire) : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var hold = wire.Take(request);
            var exchange = $"{request.Method} {Uri.UnescapeDataString(request.RequestUri!.AbsolutePath)}";
            await wire.Pause($"to {exchange}").WaitAsync(cancellationToken);

            if (hold is { HoldsAnswer: false })
                await hold.PassAsync(cancellationToken);

            var answer = await wire.underWay.CountAsync(() => PassAsync(request, cancellationToken));

            try
            {
                await HandAsync(answer, exchange, hold, cancellationToken);
                return answer;
            }
            catch
            {
                answer.Dispose(); // nobody reads it, and it is not on its way any more
                throw;
            }
        }

        private async Task HandAsync(
            HttpResponseMessage answer, string exchange, HeldRequest? hold, CancellationToken cancellationToken)
        {
            if (exchange.EndsWith("/token", StringComparison.Ordinal))
                await wire.KeepSecretAsync(answer, cancellationToken);

            if (wire.Rewrite is { } rewrite && answer.Content.Headers.ContentType?.MediaType == "application/json")
            {
                using var written = answer.Content;
                answer.Content = new StringContent(
                    rewrite(exchange, await written.ReadAsStringAsync(cancellationToken)),
                    Encoding.UTF8,
                    "application/json");
            }

            if (hold is { HoldsAnswer: true })
                await hold.PassAsync(cancellationToken);

            await wire.Pause($"of {exchange}").WaitAsync(cancellationToken);
        }

        private async Task<HttpResponseMessage> PassAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            wire.Elsewhere is var (token, other) && request.Headers.Authorization?.Parameter == token
                ? await other.SendAsync(request, cancellationToken)
                : await base.SendAsync(request, cancellationToken);
    }
}

/// <summary>A request that waits on the line.</summary>
internal sealed class HeldRequest(HttpMethod method, string pathPart, bool holdsAnswer)
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource released = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HttpMethod Method => method;

    public string PathPart => pathPart;

    public bool HoldsAnswer => holdsAnswer;

    /// <summary>Ends when it has come here.</summary>
    public Task ArrivedAsync() => arrived.Task.WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);

    public void Release() => released.SetResult();

    public Task PassAsync(CancellationToken cancellationToken)
    {
        arrived.SetResult();
        return released.Task.WaitAsync(cancellationToken);
    }
}
