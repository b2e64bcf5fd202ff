using System.Net.Http.Headers;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Tallyfy.Bot.Protocol.Inbound;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>
/// The smallest program with a gate, on a real port: 200 with what was admitted, or the refusal as written.
/// </summary>
internal sealed class GateHost : IAsyncDisposable
{
    public static readonly Dictionary<string, string?> Identity = new()
    {
        ["MicrosoftAppType"] = "SingleTenant",
        ["MicrosoftAppId"] = TokenIssuer.AppId,
        ["MicrosoftAppPassword"] = "secret-of-the-test",
        ["MicrosoftAppTenantId"] = "00000000-0000-0000-0000-0000000000aa",
    };

    private const StringComparison Exactly = StringComparison.Ordinal;

    private readonly WebApplication _app;

    private GateHost(WebApplication app)
    {
        _app = app;
        Client = new HttpClient { BaseAddress = new Uri(app.Urls.First().Replace("0.0.0.0", "127.0.0.1", Exactly)) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static Task<GateHost> ProductionAsync(TokenIssuer issuer) =>
        StartAsync(Environments.Production, Identity, configure: Trust(issuer));

    public static Task<GateHost> DevelopmentAsync(TokenIssuer issuer) =>
        StartAsync(Environments.Development, Identity, configure: Trust(issuer));

    public static Task<GateHost> AnonymousAsync(
        string url = "http://127.0.0.1:0", Action<HttpContext>? before = null) =>
        StartAsync(Environments.Development, [], url, before: before);

    public static async Task<GateHost> StartAsync(
        string environment,
        Dictionary<string, string?> settings,
        string url = "http://127.0.0.1:0",
        Action<IServiceCollection>? configure = null,
        Action<HttpContext>? before = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions { EnvironmentName = environment });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.WebHost.UseKestrelCore().UseUrls(url);
        builder.Services.AddRoutingCore().AddLogging(logging => logging.ClearProviders());
        builder.Services.AddBotFramework(builder.Configuration);
        configure?.Invoke(builder.Services);

        var app = builder.Build();
        app.Use((context, next) =>
        {
            before?.Invoke(context);
            return next(context);
        });
        app.Map("/api/messages", AnswerAsync);

        await app.StartAsync(TestContext.Current.CancellationToken);
        return new GateHost(app);
    }

    public static HttpRequestMessage Post(HttpContent body, params string?[] authorization)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = body };

        foreach (var value in authorization.OfType<string>())
            request.Headers.TryAddWithoutValidation("Authorization", value);

        return request;
    }

    public static HttpContent Json(string body) =>
        new StringContent(body, new MediaTypeHeaderValue("application/json"));

    public static Action<IServiceCollection> Trust(TokenIssuer issuer) => services =>
        services.Configure<JwtBearerOptions>(
            BotFrameworkGate.Scheme, options => options.BackchannelHttpHandler = issuer);

    public Task<HttpResponseMessage> SendAsync(string? token, string body) =>
        Client.SendAsync(
            Post(Json(body), token is null ? null : $"Bearer {token}"), TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }

    private static async Task AnswerAsync(HttpContext context, BotFrameworkGate gate)
    {
        switch (await gate.AdmitAsync(context, context.RequestAborted))
        {
            case GateResult.Admitted(var activity):
                await context.Response.WriteAsync(activity.Type, context.RequestAborted);
                break;
            case GateResult.Refused refused:
                await refused.WriteToAsync(context.Response, context.RequestAborted);
                break;
        }
    }
}
