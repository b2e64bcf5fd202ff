using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Tallyfy.Client.Http;

namespace Tallyfy.Client;

/// <summary>Registers <see cref="TallyfyClientFactory"/> and the two HTTP clients beneath it.</summary>
public static class TallyfyClientRegistration
{
    /// <summary>Name of the HTTP client that speaks to the API.</summary>
    public const string ApiClientName = TallyfyConnection.ApiClientName;

    /// <summary>Name of the HTTP client that asks for application tokens.</summary>
    public const string TokenClientName = TallyfyConnection.TokenClientName;

    /// <summary>Adds the client; reads are retried, writes and token requests are sent exactly once.</summary>
    public static IServiceCollection AddTallyfyClient(
        this IServiceCollection services, Action<TallyfyClientOptions> configure)
    {
        services.AddOptions<TallyfyClientOptions>().Configure(configure).ValidateOnStart();
        services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<TallyfyClientOptions>, TallyfyClientOptionsCheck>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<ReadingNotes>();
        services.TryAddSingleton<TallyfyConnection>();
        services.TryAddSingleton(provider => new TallyfyClientFactory(
            provider.GetRequiredService<TallyfyConnection>(), provider.GetRequiredService<TimeProvider>()));
        AddHttpClient(services, ApiClientName);
        AddHttpClient(services, TokenClientName);
        return services;
    }

    private static void AddHttpClient(IServiceCollection services, string name)
    {
        var client = services.AddHttpClient(name, http => http.Timeout = Timeout.InfiniteTimeSpan);

        // What a program adds to all its clients would send again what is to be sent once.
        client.ConfigureAdditionalHttpMessageHandlers((handlers, _) => handlers.Clear());
        client.RemoveAllLoggers(); // they write addresses, and the address that mints a token holds an e-mail
        client.ConfigurePrimaryHttpMessageHandler(CreatePrimaryHandler);
        client.AddResilienceHandler(name, RequestPolicy.Configure);
        client.AddHttpMessageHandler(provider => new BodyLimit(
            provider.GetRequiredService<IOptions<TallyfyClientOptions>>().Value.MaxResponseBytes));
    }

    internal static SocketsHttpHandler CreatePrimaryHandler() => new()
    {
        AllowAutoRedirect = false, // a redirect would carry the token to whatever host it names
        UseCookies = false,
        ActivityHeadersPropagator = null, // with one, each request makes a span that names its address
        AutomaticDecompression = System.Net.DecompressionMethods.All,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };
}
