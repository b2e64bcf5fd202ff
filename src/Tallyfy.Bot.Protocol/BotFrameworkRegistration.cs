using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Protocol.Identity;
using Tallyfy.Bot.Protocol.Inbound;
using Tallyfy.Bot.Protocol.Outbound;

namespace Tallyfy.Bot.Protocol;

/// <summary>Registers the protocol: settings checked at start, the gate inwards, the connector outwards.</summary>
public static class BotFrameworkRegistration
{
    public static IServiceCollection AddBotFramework(this IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(TimeProvider.System);

        services.AddOptions<BotFrameworkOptions>().Bind(configuration).ValidateOnStart();
        services.AddSingleton<IValidateOptions<BotFrameworkOptions>, BotFrameworkOptionsValidator>();
        services.AddSingleton<BotIdentity>();
        services.AddSingleton(provider => new ServiceUrlPolicy(
            provider.GetRequiredService<BotIdentity>(), provider.GetRequiredService<IHostEnvironment>()));

        return services.AddGate().AddConnector().AddAppInstaller();
    }

    private static IServiceCollection AddGate(this IServiceCollection services)
    {
        services.AddAuthentication().AddJwtBearer(BotFrameworkGate.Scheme, _ => { });
        services.AddSingleton<IConfigureOptions<JwtBearerOptions>, ChannelTokens>();
        services.AddSingleton(provider => new AnonymousAccess(
            provider.GetRequiredService<BotIdentity>(),
            provider.GetRequiredService<IHostEnvironment>(),
            provider.GetRequiredService<IServer>()));
        services.AddSingleton<ChannelCaller>();
        services.AddSingleton<ActivityRules>();
        services.AddSingleton(provider => new BotFrameworkGate(
            provider.GetRequiredService<ChannelCaller>(),
            provider.GetRequiredService<ActivityRules>(),
            provider.GetRequiredService<ILogger<BotFrameworkGate>>()));

        return services;
    }

    private static IServiceCollection AddConnector(this IServiceCollection services)
    {
        services.AddSingleton(provider => BotCredential.For(provider.GetRequiredService<BotIdentity>()));

        services.AddHttpClient<ConnectorClient>(ConnectorClient.HttpClientName)
            .ConfigureAdditionalHttpMessageHandlers(SendOnce)
            .RemoveAllLoggers() // they write addresses, and those of the connector name people and their chats
            .ConfigureHttpClient(http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // the connection keeps its own limit, on the injected clock
                http.MaxResponseContentBufferSize = ConnectorClient.MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5), // workers keep one client, and addresses change
            })
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan);

        return services;
    }

    private static IServiceCollection AddAppInstaller(this IServiceCollection services)
    {
        services.AddSingleton(provider => new AppInstaller(
            provider.GetRequiredService<IHttpClientFactory>(),
            provider.GetRequiredService<BotIdentity>(),
            provider.GetRequiredService<TimeProvider>()));
        services.AddHttpClient(AppInstaller.HttpClientName)
            .ConfigureAdditionalHttpMessageHandlers(SendOnce)
            .RemoveAllLoggers() // they write addresses, and the one of an installation holds an e-mail; so do spans
            .ConfigureHttpClient(http =>
            {
                http.Timeout = Timeout.InfiniteTimeSpan; // it keeps its own limit, on the injected clock
                http.MaxResponseContentBufferSize = AppInstaller.MaxAnswerBytes;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                ActivityHeadersPropagator = null,
            });

        return services;
    }

    // What a host adds to all its clients would post a card again that may have arrived.
    private static void SendOnce(IList<DelegatingHandler> handlers, IServiceProvider provider) => handlers.Clear();
}
