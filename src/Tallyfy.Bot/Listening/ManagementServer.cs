using System.Net.Sockets;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Health;
using Tallyfy.Bot.RequestLimits;

namespace Tallyfy.Bot.Listening;

/// <summary>
/// Answers operators, by a server of its own: nothing that a request says leads from the addresses that answer
/// everybody to what is answered here, and no middleware of a host stands before it.
/// </summary>
internal sealed partial class ManagementServer(
    IServiceProvider bot,
    IHostEnvironment environment,
    ILoggerFactory loggers,
    IOptions<ManagementOptions> options,
    ILogger<ManagementServer> logger) : IHostedService, IAsyncDisposable
{
    private static readonly string[] Local = ["localhost", "127.0.0.1", "[::1]"];

    private readonly Lock gate = new();
    private Task<WebApplication>? opened;

    /// <summary>Where it listens, with the port where any was asked for.</summary>
    public IReadOnlyList<string> Addresses => opened is { IsCompletedSuccessfully: true } done
        ? [.. done.Result.Urls]
        : [];

    /// <exception cref="CannotListenException">An address is taken, or is none of this machine.</exception>
    public Task OpenAsync(CancellationToken cancellationToken)
    {
        lock (gate)
            return opened ??= ListenAsync(cancellationToken);
    }

    /// <summary>In a program of somebody else's it is no reason to end: that has been opened already in ours.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await OpenAsync(cancellationToken);
        }
        catch (CannotListenException e)
        {
            LogClosed(e.Message);
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (opened is { IsCompletedSuccessfully: true } done)
            await done.Result.StopAsync(cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (opened is { IsCompletedSuccessfully: true } done)
            await done.Result.DisposeAsync();
    }

    private async Task<WebApplication> ListenAsync(CancellationToken cancellationToken)
    {
        var addresses = options.Value.Urls.Split(';').Select(ListenAddress.Find).OfType<ListenAddress>().ToList();
        var app = Build(addresses);

        try
        {
            await app.StartAsync(cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            await app.DisposeAsync();
            throw new CannotListenException(
                $"Operators cannot be answered at {string.Join(" and ", addresses)}: {CannotListenException.WhyOf(e)}. "
                + $"Set {ManagementOptions.Key} to an address that is free.",
                e);
        }

        LogOpened(string.Join(", ", app.Urls));

        if (addresses.Any(one => !one.IsLoopback))
            LogBeyond(ManagementOptions.Key);

        return app;
    }

    private WebApplication Build(IReadOnlyList<ListenAddress> addresses)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                ContentRootPath = AppContext.BaseDirectory,
                EnvironmentName = environment.EnvironmentName,
            });
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.AddRoutingCore();

        // A page of somebody's browser reaches this machine under a name of its own; who sits at it uses these.
        if (addresses.All(one => one.IsLoopback))
            builder.Services.Configure<HostFilteringOptions>(filter =>
                filter.AllowedHosts = [.. Local, .. addresses.Select(one => one.Host)]);

        // Of this server only what went wrong: "Now listening" is the line of the one that answers everybody.
        builder.Logging.AddProvider(new LogOfTheBot(loggers))
            .SetMinimumLevel(LogLevel.None)
            .AddFilter("Microsoft.AspNetCore.Diagnostics", LogLevel.Error);

        var app = builder.Build();

        foreach (var address in addresses)
            app.Urls.Add($"{address}");

        app.UseRequestLimits();
        app.UseHostFiltering();
        app.MapHealthDetails(bot);
        return app;
    }

    [LoggerMessage(LogLevel.Information, "Operators are answered at {Addresses}")]
    private partial void LogOpened(string addresses);

    [LoggerMessage(
        LogLevel.Warning,
        "{Setting} has an address beyond this machine: whoever reaches it reads what health says in detail, without a "
        + "sign-in. Let a firewall or a network of the operators' own keep everybody else away")]
    private partial void LogBeyond(string setting);

    [LoggerMessage(LogLevel.Error, "{Why}")]
    private partial void LogClosed(string why);

    /// <summary>Two servers, one log.</summary>
    private sealed class LogOfTheBot(ILoggerFactory loggers) : ILoggerProvider
    {
        public ILogger CreateLogger(string categoryName) => loggers.CreateLogger(categoryName);

        public void Dispose()
        {
        }
    }
}
