using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Connections;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Listening;

/// <summary>
/// Has a server read where and how it is to listen, certificates included, and listens nowhere: what it refuses is told
/// before anything is started, and the server itself starts last.
/// </summary>
internal static class TryServer
{
    private static readonly string[] Keys = ["urls", "http_ports", "https_ports"];

    /// <exception cref="CannotListenException">It refuses; the message says what.</exception>
    public static async Task ExecuteAsync(
        IConfiguration configuration, IHostEnvironment environment, CancellationToken cancellationToken)
    {
        await using var app = Build(configuration, environment);

        try
        {
            await app.StartAsync(cancellationToken);
            await app.StopAsync(cancellationToken);
        }
        catch (Exception e) when (e is InvalidOperationException or ArgumentException or FormatException
            or NotSupportedException or IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CannotListenException(
                $"Nobody can be answered as the settings say: {Why(e, configuration)} Look at urls (ASPNETCORE_URLS) "
                + "or Kestrel:Endpoints, and at Kestrel:Certificates where an address is https.",
                e);
        }
    }

    private static WebApplication Build(IConfiguration configuration, IHostEnvironment environment)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions
            {
                ApplicationName = environment.ApplicationName,
                ContentRootPath = environment.ContentRootPath,
                EnvironmentName = environment.EnvironmentName,
            });

        foreach (var key in Keys)
            builder.WebHost.UseSetting(key, configuration[key]);

        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(
            kestrel => kestrel.Configure(configuration.GetSection("Kestrel")));
        builder.Services.AddSingleton<IConnectionListenerFactory, Nowhere>();
        var app = builder.Build();
        app.Run(_ => Task.CompletedTask);
        return app;
    }

    // The server's first line; what follows is advice for developers.
    private static string Why(Exception e, IConfiguration configuration) =>
        ConfiguredAddresses.FindUnreadable(configuration) is { } address
            ? $"\"{address}\" is no address such as http://0.0.0.0:8080, with a port up to 65535 and nothing behind it."
            : $"{e.Message.ReplaceLineEndings("\n").Split('\n')[0].Trim().TrimEnd('.')}.";

    private sealed class Nowhere : IConnectionListenerFactory
    {
        public ValueTask<IConnectionListener> BindAsync(
            EndPoint endpoint, CancellationToken cancellationToken = default)
        {
            if (endpoint is UnixDomainSocketEndPoint socket && Path.GetDirectoryName($"{socket}") is { } folder)
                TryFolder(folder);

            return ValueTask.FromResult<IConnectionListener>(new NoListener(endpoint));
        }

        // Where the socket's file is to be made, another can be made.
        private static void TryFolder(string folder)
        {
            var file = Path.Combine(folder, $".{Guid.NewGuid():n}");
            PrivateFile.Open(file, FileMode.CreateNew).Dispose();
            File.Delete(file);
        }
    }

    private sealed class NoListener(EndPoint endpoint) : IConnectionListener
    {
        public EndPoint EndPoint => endpoint;

        /// <summary>Null ends the server's loop.</summary>
        public ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<ConnectionContext?>(null);

        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
