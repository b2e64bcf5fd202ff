using Azure.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.Protocol.Tests.Infrastructure;

/// <summary>The connector client as the bot gets it, without identity at a desk or with one in production.</summary>
internal static class ConnectorSide
{
    /// <summary>No token, loopback only, and nothing replaced: the handler is the real one.</summary>
    public static ConnectorClient AtTheDesk(TimeProvider? time = null) =>
        Build(Environments.Development, [], services => services.AddSingleton(time ?? TimeProvider.System));

    /// <summary>With a token; whatever goes to a Microsoft host arrives at the scripted connector.</summary>
    public static ConnectorClient InProduction(ScriptedConnector connector, TokenCredential credential) =>
        Build(Environments.Production, GateHost.Identity, services =>
        {
            services.AddSingleton(new BotCredential(credential, "https://api.botframework.com/.default"));
            services.AddHttpClient(ConnectorClient.HttpClientName)
                .ConfigurePrimaryHttpMessageHandler(() => new Detour(connector.Address));
        });

    /// <summary>All that the bot gets at the desk.</summary>
    public static IServiceProvider ServicesAtTheDesk() => BuildServices(Environments.Development, [], _ => { });

    private static ConnectorClient Build(
        string environment, Dictionary<string, string?> settings, Action<IServiceCollection> configure) =>
        BuildServices(environment, settings, configure).GetRequiredService<ConnectorClient>();

    private static IServiceProvider BuildServices(
        string environment, Dictionary<string, string?> settings, Action<IServiceCollection> configure)
    {
        var builder = new HostApplicationBuilder(new HostApplicationBuilderSettings
        {
            EnvironmentName = environment,
            DisableDefaults = true,
        });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Services.AddBotFramework(builder.Configuration);
        configure(builder.Services);

        return builder.Build().Services;
    }

    private sealed class Detour(Uri target) : DelegatingHandler(new SocketsHttpHandler { AllowAutoRedirect = false })
    {
        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.RequestUri = new Uri(target, request.RequestUri!.PathAndQuery);

            return base.SendAsync(request, cancellationToken);
        }
    }
}
