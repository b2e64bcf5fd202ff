using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using Tallyfy.Bot.Protocol.Inbound;
using Tallyfy.Bot.Protocol.Tests.Infrastructure;
using Tallyfy.Bot.Tests.Infrastructure;
using Tallyfy.Client;
using Tallyfy.Sandbox.Seed;

namespace Tallyfy.Bot.BotBuilder.Tests.Infrastructure;

/// <summary>
/// The host of this door as it is shipped, in Production, with an identity. Its gate and the SDK believe the same
/// issuer; Tallyfy is silent.
/// </summary>
internal sealed class Door : WebApplicationFactory<TallyfyApprovalsBot>
{
    private const string Metadata = "https://login.botframework.com/v1/.well-known/openidconfiguration";

    private readonly string folder = StoryFolder.Create();

    public Door()
    {
        TakeKeysFrom(Issuer);
        UseKestrel();
        StartServer();
        using var any = CreateClient();
        Client = new HttpClient { BaseAddress = any.BaseAddress }; // that one rewrites headers
    }

    internal static TokenIssuer Issuer { get; } = new();

    public HttpClient Client { get; }

    /// <summary>The SDK keeps the keys of an address for the whole process, by whichever client asked first.</summary>
    internal static void TakeKeysFrom(HttpMessageHandler issuer)
    {
        var http = new HttpClient(issuer, disposeHandler: false); // it asks whenever it has to, until the process ends

        foreach (var address in (string[])
            [
                Metadata,
                "https://login.microsoftonline.com/botframework.com/v2.0/.well-known/openid-configuration",
            ])
            _ = new JwtTokenExtractor(http, new TokenValidationParameters(), address, []);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        builder.UseEnvironment("Production");
        builder.UseUrls("http://127.0.0.1:0");

        foreach (var (key, value) in GateHost.Identity)
            builder.UseSetting(key, value);

        builder.UseSetting("ConnectionStrings:Bot", $"Data Source={Path.Combine(folder, "bot.db")}");
        builder.UseSetting("Tallyfy:BaseUrl", "https://tallyfy.test/api");
        builder.UseSetting("Tallyfy:RunTaskLink", "https://tallyfy.test/{organization}/processes/{run}");
        builder.UseSetting("Tallyfy:StandaloneTaskLink", "https://tallyfy.test/{organization}");
        builder.UseSetting("Tallyfy:Organization", WellKnown.OrganizationId);
        builder.UseSetting("Tallyfy:AccessToken", "9f2b7c61d4e84a0f93b5e7d2a1c6508e"); // an example's is refused
        builder.UseSetting("Trail:Key", BotHost.TrailKey);
        builder.UseSetting("Management:Urls", "http://127.0.0.1:0");
        builder.UseSetting("Arrivals:PerPerson:Burst", "1000000");
        builder.UseSetting("Arrivals:PerTenant:Burst", "1000000");
        builder.ConfigureTestServices(services =>
        {
            services.AddLogging(logging => logging.ClearProviders());
            services.Configure<JwtBearerOptions>(
                BotFrameworkGate.Scheme, options => options.BackchannelHttpHandler = Issuer);

            foreach (var client in (string[])
                [
                    TallyfyClientRegistration.ApiClientName,
                    TallyfyClientRegistration.TokenClientName,
                    Protocol.Outbound.ConnectorClient.HttpClientName,
                ])
                services.AddHttpClient(client).ConfigurePrimaryHttpMessageHandler(() => new Silence());
        });
    }

    private sealed class Silence : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(System.Net.HttpStatusCode.ServiceUnavailable));
    }
}

/// <summary>One door for a whole table.</summary>
public sealed class OpenDoor : IAsyncDisposable
{
    internal Door Door { get; } = new();

    public ValueTask DisposeAsync() => Door.DisposeAsync();
}
