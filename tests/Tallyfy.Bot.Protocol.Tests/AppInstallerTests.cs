using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;

namespace Tallyfy.Bot.Protocol.Tests;

/// <summary>What is asked of Microsoft Graph, and what its answers mean.</summary>
public sealed class AppInstallerTests
{
    private static readonly Guid App = new("b1c5353a-7aca-41b3-830f-27d5218fe0e5");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(HttpStatusCode.Created, "", InstallOutcome.Installed, null)]
    [InlineData(HttpStatusCode.Conflict, """{"error":{"code":"Conflict"}}""", InstallOutcome.AlreadyInstalled, null)]
    [InlineData(
        HttpStatusCode.NotFound,
        """{"error":{"code":"NotFound","message":"alex is not here"}}""",
        InstallOutcome.NotFound,
        "NotFound")]
    [InlineData(HttpStatusCode.Forbidden, """{"error":{"code":"Forbidden"}}""", InstallOutcome.NotAllowed, "Forbidden")]
    [InlineData(HttpStatusCode.Unauthorized, "<html>", InstallOutcome.NotAllowed, "401")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":{"code":"alex@example.com"}}""", InstallOutcome.Refused, "400")]
    [InlineData(HttpStatusCode.BadRequest, """{"error":"no"}""", InstallOutcome.Refused, "400")]
    [InlineData(HttpStatusCode.BadRequest, "[]", InstallOutcome.Refused, "400")]
    [InlineData(HttpStatusCode.BadGateway, "", InstallOutcome.Unavailable, "502")]
    public async Task Its_answer_becomes_an_outcome_and_a_code_without_anybodys_name(
        HttpStatusCode status, string body, InstallOutcome outcome, string? code)
    {
        var result = await Installer(_ => Answer(status, body)).InstallAsync(App, "alex@example.com", Cancellation);

        Assert.Equal(new InstallResult(outcome, code), result);
    }

    [Fact]
    public async Task It_asks_for_the_person_with_a_token_of_the_bot()
    {
        HttpRequestMessage? seen = null;
        var installer = Installer(request =>
        {
            seen = request;
            return Answer(HttpStatusCode.Created, "");
        });

        await installer.InstallAsync(App, "alex+x/../me@example.com", Cancellation);

        Assert.Equal(
            "https://graph.example/v1.0/users/alex%2Bx%2F..%2Fme%40example.com/teamwork/installedApps",
            seen!.RequestUri!.OriginalString);
        Assert.Equal("Bearer token-of-the-bot", seen.Headers.Authorization!.ToString());
    }

    [Fact]
    public async Task Throttled_it_tells_when_to_come_again()
    {
        var answer = Answer(HttpStatusCode.TooManyRequests, "");
        answer.Headers.RetryAfter = new(TimeSpan.FromSeconds(17));

        var result = await Installer(_ => answer).InstallAsync(App, "alex@example.com", Cancellation);

        Assert.Equal((InstallOutcome.Unavailable, TimeSpan.FromSeconds(17)), (result.Outcome, result.RetryAfter));
    }

    [Fact]
    public async Task A_broken_line_and_a_login_that_says_no_are_silence()
    {
        var broken = await Installer(_ => throw new HttpRequestException("no line"))
            .InstallAsync(App, "alex", Cancellation);
        var shut = await Installer(_ => Answer(HttpStatusCode.Created, ""), new CountingCredential(null))
            .InstallAsync(App, "alex", Cancellation);

        Assert.Equal((InstallOutcome.Unavailable, InstallOutcome.Unavailable), (broken.Outcome, shut.Outcome));
    }

    [Theory]
    [InlineData(
        "MultiTenant",
        null,
        "/00000000-0000-0000-0000-0000000000aa/oauth2/v2.0/token",
        "https://graph.microsoft.com/.default")]
    [InlineData(
        "SingleTenant",
        null,
        "/00000000-0000-0000-0000-0000000000aa/oauth2/v2.0/token",
        "https://graph.microsoft.com/.default")]
    [InlineData(
        "SingleTenant",
        "https://botframework.azure.us",
        "/00000000-0000-0000-0000-0000000000aa/oauth2/v2.0/token",
        "https://graph.microsoft.us/.default")]
    public async Task The_token_is_for_Graph_and_of_the_operators_tenant(
        string type, string? cloud, string target, string scope)
    {
        await using var login = await LoginServer.StartAsync();
        var options = new BotFrameworkOptions
        {
            MicrosoftAppType = type,
            MicrosoftAppId = TokenIssuer.AppId,
            MicrosoftAppPassword = "secret",
            MicrosoftAppTenantId = "00000000-0000-0000-0000-0000000000aa",
            ChannelService = cloud,
            ToChannelFromBotOAuthScope = "https://api.contoso.example/.default", // the connector's, never Graph's
        };

        await BotCredential.ForGraph(new BotIdentity(Options.Create(options)), login.Transport)
            .FindTokenAsync(Cancellation);

        var request = login.Seen.Single(request => request.Method == "POST");
        Assert.Equal(target, request.Target);
        Assert.Contains(Uri.EscapeDataString(scope), request.Body, StringComparison.OrdinalIgnoreCase);
    }

    private static AppInstaller Installer(
        Func<HttpRequestMessage, HttpResponseMessage> answer, CountingCredential? credential = null) => new(
        new OneClient(new Scripted(answer)),
        new BotCredential(credential ?? new CountingCredential(), "https://graph.example/.default"),
        "https://graph.example",
        new FakeTimeProvider());

    private static HttpResponseMessage Answer(HttpStatusCode status, string body) =>
        new(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    private sealed class OneClient(HttpMessageHandler handler) : IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(handler, disposeHandler: false);
    }

    private sealed class Scripted(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(answer(request));
    }
}
