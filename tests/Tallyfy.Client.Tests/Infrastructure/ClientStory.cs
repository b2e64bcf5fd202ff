using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tallyfy.Client.Credentials;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Http;

namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>The client as its users get it, with a stub for the network and a clock that stands still.</summary>
internal sealed class ClientStory : IAsyncDisposable
{
    private readonly ServiceProvider services;

    public ClientStory(
        Action<TallyfyClientOptions>? adjust = null, HttpMessageHandler? network = null, ILoggerProvider? log = null)
    {
        var collection = new ServiceCollection();
        collection.AddLogging(logging => _ = log is null ? logging : logging.AddProvider(log));
        collection.AddSingleton<TimeProvider>(Time);
        collection.AddTallyfyClient(options =>
        {
            options.BaseAddress = new Uri(StubTallyfy.Address);
            options.TokenAddress = new Uri(StubTallyfy.TokenAddress);
            options.RetryDelay = TimeSpan.Zero;
            adjust?.Invoke(options);
        });
        string[] names = [TallyfyClientRegistration.ApiClientName, TallyfyClientRegistration.TokenClientName];
        foreach (var name in names)
            collection.AddHttpClient(name).ConfigurePrimaryHttpMessageHandler(() => network ?? Tallyfy);
        services = collection.BuildServiceProvider(validateScopes: true);
        Factory = services.GetRequiredService<TallyfyClientFactory>();
    }

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    public WatchedTime Time { get; } = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public StubTallyfy Tallyfy { get; } = new();

    public TallyfyClientFactory Factory { get; }

    public TallyfyClient Client => Factory.Create(new PersonalAccessToken("personal-token"));

    public static async Task<TallyfyException> RefusalAsync(Func<Task> asking) =>
        await Assert.ThrowsAsync<TallyfyException>(asking);

    public ValueTask DisposeAsync() => services.DisposeAsync();
}
