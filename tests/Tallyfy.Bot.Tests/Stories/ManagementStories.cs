using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Listening;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// What health says in detail is for operators: whatever a request to the other address says of itself, it is told one
/// word.
/// </summary>
public sealed class ManagementStories(WellStory well) : IClassFixture<WellStory>
{
    private static readonly string[] Words = ["", "Healthy", "Unhealthy"];

    // {m} is the address for operators, {p} the one for everybody, | the end of a line.
    [Theory]
    [InlineData("GET /health/live HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET /health/ready HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/tallyfy HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/ HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/metrics HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /metrics HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/details HTTP/1.1", "Host: {p}", 404)]
    // It names the address for operators.
    [InlineData("GET /health/intake HTTP/1.1", "Host: {m}", 404)]
    [InlineData("GET /health/ready HTTP/1.1", "Host: {m}", 200)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: localhost:{port}", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "HOST:{m}", 404)]
    [InlineData("GET http://{m}/health/intake HTTP/1.1", "Host: {m}", 404)]
    [InlineData("GET http://{m}/health/ready HTTP/1.1", "Host: {m}", 200)]
    [InlineData("GET http://{m}/health/intake HTTP/1.1", "Host: {p}", 400)] // the two must be one
    [InlineData("GET http://{p}/health/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET https://{m}/health/intake HTTP/1.1", "Host: {m}", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|X-Forwarded-Host: {m}", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|X-Forwarded-Port: {port}", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|X-Forwarded-For: 127.0.0.1", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|X-Real-IP: 127.0.0.1", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|Forwarded: for=127.0.0.1;host={m};proto=http", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|X-Forwarded-Prefix: /", 404)]
    [InlineData("GET /health/live HTTP/1.1", "Host: {p}|X-Original-URL: /health/intake", 200)]
    [InlineData("GET /health/live HTTP/1.1", "Host: {p}|X-Rewrite-URL: /health/intake", 200)]
    [InlineData("POST /health/live HTTP/1.1", "Host: {p}|X-HTTP-Method-Override: GET|Content-Length: 0", 405)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {p}|Host: {m}", 400)]
    // The path is written in another way.
    [InlineData("GET /health/ready/ HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET //health/ready HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET //health/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health//intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /HEALTH/INTAKE HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /HEALTH/READY HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET /health/%69ntake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /%68ealth/%72eady HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET /health%2Fintake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/./intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/live/../intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/live/%2e%2e/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/ready%2f..%2fintake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /api/messages/../../health/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/ready;/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/ready?details=true HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET /health/ready?/intake HTTP/1.1", "Host: {p}", 200)]
    [InlineData("GET /health/ready#/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health\\intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/intake.json HTTP/1.1", "Host: {p}", 404)]
    [InlineData("GET /health/ready HTTP/1.1", "Host: {p}|Accept: application/json", 200)]
    [InlineData("GET /health/ready HTTP/1.1", "Host: {p}|Authorization: Bearer operator", 200)]
    // It is older, or of another kind.
    [InlineData("GET /health/ready HTTP/1.0", "", 200)]
    [InlineData("GET /health/intake HTTP/1.0", "", 404)]
    [InlineData("GET http://{m}/health/intake HTTP/1.0", "", 404)]
    [InlineData("GET /health/intake HTTP/1.1", "", 400)]
    [InlineData("HEAD /health/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("OPTIONS /health/intake HTTP/1.1", "Host: {p}", 404)]
    [InlineData("OPTIONS * HTTP/1.1", "Host: {m}", 404)]
    [InlineData("POST /health/intake HTTP/1.1", "Host: {m}|Content-Length: 0", 404)]
    [InlineData("TRACE /health/ready HTTP/1.1", "Host: {p}", 405)]
    [InlineData("CONNECT {m} HTTP/1.1", "Host: {m}", 404)]
    public async Task Everybody_is_told_one_word(string line, string headers, int status)
    {
        var story = well.Story;

        var answer = await AskAsync(story, story.Address.Authority, line, headers);

        Assert.True(answer.Status == status, answer.Text);
        Assert.DoesNotContain(WellKnown.OrganizationId, answer.Text, StringComparison.Ordinal);

        if (status is 200)
            Assert.Contains("Content-Type: text/plain", answer.Text, StringComparison.Ordinal);

        Assert.Contains(answer.Body, Words);
    }

    [Theory]
    [InlineData("GET /health/live HTTP/1.1", "Host: {m}", 200, "Healthy")]
    [InlineData("GET /health/ready HTTP/1.1", "Host: {m}", 200, "ready\n0 dead letters")]
    [InlineData("GET /health/intake HTTP/1.1", "Host: {m}", 200, "organization c0a7050c0a7050c0a7050c0a7050c0a7")]
    [InlineData("GET /health/intake HTTP/1.1", "Host: localhost", 200, "organization c0a7050c0a7050c0a7050c0a7050c0a7")]
    [InlineData("GET /health/intake HTTP/1.1", "Host: [::1]:1", 200, "organization c0a7050c0a7050c0a7050c0a7050c0a7")]
    [InlineData("GET /health/intake HTTP/1.0", "", 200, "organization c0a7050c0a7050c0a7050c0a7050c0a7")]
    [InlineData("GET /health/tallyfy HTTP/1.1", "Host: {m}", 200, "Tallyfy is read for organization c0a7050c")]
    // A page in a browser at this machine, under a name of its own that leads here.
    [InlineData("GET /health/tallyfy HTTP/1.1", "Host: rebound.example", 400)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: rebound.example", 400)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: rebound.example:{port}", 400)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: localhost.rebound.example", 400)]
    [InlineData("GET /health/intake HTTP/1.1", "Host: 127.0.0.1.rebound.example", 400)]
    [InlineData("GET http://rebound.example/health/intake HTTP/1.1", "Host: rebound.example", 400)]
    // What is for everybody is not here.
    [InlineData("POST /api/messages HTTP/1.1", "Host: {m}|Content-Type: application/json|Content-Length: 2", 404)]
    [InlineData("POST /webhooks/tallyfy/a-secret-a-secret-a-secret HTTP/1.1", "Host: {m}|Content-Length: 0", 404)]
    [InlineData("GET /step-up/x HTTP/1.1", "Host: {m}", 404)]
    [InlineData("GET /link/x HTTP/1.1", "Host: {m}", 404)]
    [InlineData("GET / HTTP/1.1", "Host: {m}", 404)]
    public async Task Operators_are_told_everything_and_nothing_else(
        string line, string headers, int status, string? words = null)
    {
        var story = well.Story;

        var answer = await AskAsync(story, ManagementOf(story), line, headers);

        Assert.True(answer.Status == status, answer.Text);

        if (words is null)
            Assert.DoesNotContain(WellKnown.OrganizationId, answer.Text, StringComparison.Ordinal);
        else
            Assert.StartsWith(words, answer.Body, StringComparison.Ordinal);

        Assert.Contains("X-Content-Type-Options: nosniff", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Server:", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_word_follows_the_store_and_is_found_out_once_a_second_for_all()
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();
        var refused = await story.RefuseWritesAsync();
        using var ill = await story.GetAsync("/health/ready");
        await refused.DisposeAsync();

        using var still = await story.GetAsync("/health/ready");
        story.Advance(TimeSpan.FromSeconds(1));
        using var well = await story.GetAsync("/health/ready");

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await WordAsync(ill));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "Unhealthy"), await WordAsync(still));
        Assert.Equal((HttpStatusCode.OK, "Healthy"), await WordAsync(well));
    }

    [Fact]
    public async Task While_Tallyfy_is_away_the_bot_is_ready_and_only_operators_are_told()
    {
        await using var story = ApprovalStory.Begin();
        await story.QuietAsync();
        await story.Sandbox.SetFaultAsync(new { path = "/api/", status = 500 });
        story.Sweep();
        await story.LoggedAsync($"Sweep of {WellKnown.OrganizationId} failed");

        using var word = await story.GetAsync("/health/ready");
        using var ready = await story.AskAsOperatorAsync("/health/ready");
        using var away = await story.AskAsOperatorAsync("/health/tallyfy");

        Assert.Equal((HttpStatusCode.OK, "Healthy"), await WordAsync(word));
        Assert.Equal(HttpStatusCode.OK, ready.StatusCode);
        var (status, words) = await WordAsync(away);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
        Assert.StartsWith(
            $"Tallyfy could not be read for organization {WellKnown.OrganizationId}: ",
            words,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_is_taken_is_said_in_a_sentence_and_ends_no_program_of_somebody_else()
    {
        await using var story = ApprovalStory.Begin();
        var taken = $"http://{ManagementOf(story)}";
        await using var second = new ManagementServer(
            story.Services,
            story.Services.GetRequiredService<IHostEnvironment>(),
            story.Services.GetRequiredService<ILoggerFactory>(),
            Options.Create(new ManagementOptions { Urls = taken }),
            story.Services.GetRequiredService<ILogger<ManagementServer>>());

        await second.StartAsync(TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<CannotListenException>(
            () => second.OpenAsync(TestContext.Current.CancellationToken));

        Assert.Equal(
            $"Operators cannot be answered at {taken}: another program has the port. Set Management:Urls to an address "
            + "that is free.",
            refusal.Message);
        Assert.Contains(refusal.Message, story.Log, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", story.Log, StringComparison.Ordinal);
        Assert.Empty(second.Addresses);
    }

    private static string ManagementOf(ApprovalStory story) =>
        new Uri(story.Services.GetRequiredService<ManagementServer>().Addresses.Single()).Authority;

    private static async Task<(HttpStatusCode, string)> WordAsync(HttpResponseMessage response) =>
        (response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));

    // Written as it stands: a client of .NET would put it in order.
    private static async Task<(int Status, string Body, string Text)> AskAsync(
        ApprovalStory story, string address, string line, string headers)
    {
        var management = ManagementOf(story);
        var request = string.Join('|', new[] { line, headers, "Connection: close||" }.Where(one => one.Length > 0))
            .Replace("{m}", management, StringComparison.Ordinal)
            .Replace("{p}", story.Address.Authority, StringComparison.Ordinal)
            .Replace("{port}", management.Split(':')[1], StringComparison.Ordinal)
            .Replace("|", "\r\n", StringComparison.Ordinal);
        using var connection = new TcpClient();
        await connection.ConnectAsync(IPEndPoint.Parse(address), TestContext.Current.CancellationToken);
        await using var stream = connection.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(request + "{}"), TestContext.Current.CancellationToken);
        using var reader = new StreamReader(stream);
        var text = await reader.ReadToEndAsync(TestContext.Current.CancellationToken);
        var body = text.Split("\r\n\r\n", 2) is [_, var rest] ? rest : "";

        // In chunks, or as a whole.
        body = text.Contains("Transfer-Encoding: chunked", StringComparison.Ordinal)
            ? string.Concat(body.Split("\r\n").Where((_, at) => at % 2 == 1))
            : body;
        return (int.Parse(text.Split(' ')[1], CultureInfo.InvariantCulture), body, text);
    }
}

/// <summary>One bot that is well, for a whole table.</summary>
public sealed class WellStory : IAsyncLifetime
{
    internal ApprovalStory Story { get; } = ApprovalStory.Begin();

    public async ValueTask InitializeAsync() => await Story.QuietAsync();

    public ValueTask DisposeAsync() => Story.DisposeAsync();
}
