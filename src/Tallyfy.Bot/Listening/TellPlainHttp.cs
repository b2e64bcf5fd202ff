using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace Tallyfy.Bot.Listening;

/// <summary>Says once, when all is open, that what comes beyond this machine comes without TLS.</summary>
internal sealed partial class TellPlainHttp(
    IServiceProvider services, IHostEnvironment environment, ILogger<TellPlainHttp> logger) : IHostedLifecycleService
{
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        var all = services.GetService<IServer>()?.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var plain = all.Where(one => ListenAddress.Find(one) is { IsHttp: true, IsLoopback: false }).ToList();

        if (plain.Count > 0 && !environment.IsDevelopment())
            LogPlain(string.Join(", ", plain));

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "{Addresses} is open beyond this machine by plain http: tokens, cards and sign-ins can be read and changed on "
        + "the way. Let a proxy end TLS and be the only one that reaches this address, or give it a certificate and "
        + "https; docs/proxies.md says how")]
    private partial void LogPlain(string addresses);
}
