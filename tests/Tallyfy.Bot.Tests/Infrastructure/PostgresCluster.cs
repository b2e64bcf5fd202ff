using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Tallyfy.Bot.Tests.Infrastructure.PostgresCluster))]

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A real PostgreSQL of this test run, started when the first test asks for it. Each gets a database of its own.
/// </summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private const string Versions = "/usr/lib/postgresql";

    private static readonly Lazy<PostgresCluster> Started = new(Start);

    // Databases that live for a second need nobody who tidies them, and no log from which to build them again.
    private const string OfShortLife =
        "-c autovacuum=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0";

    private readonly string folder = StoryFolder.Create();
    private readonly SemaphoreSlim copying = new(1);
    private int databases;

    public int Port { get; } = FreePort();

    private string Data => Path.Combine(folder, "data");

    public static Task<PostgresCluster> StartedAsync() => Task.Run(() => Started.Value);

    /// <summary>A fresh copy of the template; answers its name.</summary>
    public async Task<string> CreateDatabaseAsync(string template)
    {
        var name = $"test_{Interlocked.Increment(ref databases)}";
        await copying.WaitAsync();

        try
        {
            await ExecuteAsync("postgres", $"create database {name} template {template} strategy file_copy");
        }
        finally
        {
            copying.Release();
        }

        return name;
    }

    public async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo(Port, database) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public static string ConnectionTo(int port, string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};SSL Mode=Disable;Maximum Pool Size=4";

    public ValueTask DisposeAsync()
    {
        if (!Started.IsValueCreated || this == Started.Value)
            return ValueTask.CompletedTask;

        NpgsqlConnection.ClearAllPools();
        Run("pg_ctl", "stop", "-D", Started.Value.Data, "-m", "immediate", "-w");
        Directory.Delete(Started.Value.folder, recursive: true);
        copying.Dispose();
        return ValueTask.CompletedTask;
    }

    private static PostgresCluster Start()
    {
        var cluster = new PostgresCluster();

        if (Environment.IsPrivilegedProcess)
            Start("chown", ["postgres", cluster.folder]);

        // Nothing here has to survive a power cut: what is tested is how bots behave while it runs.
        Run("initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8");
        Run("pg_ctl", "start", "-D", cluster.Data, "-w", "-l", Path.Combine(cluster.folder, "log"),
            "-o", $"-h 127.0.0.1 -p {cluster.Port} -k {cluster.folder} -F -c max_connections=400 {OfShortLife}");
        return cluster;
    }

    /// <summary>The server refuses to run as root; Debian's package brings a user for it.</summary>
    private static void Run(string program, params string[] arguments)
    {
        var path = Find(program);

        if (Environment.IsPrivilegedProcess)
            Start("runuser", ["-u", "postgres", "--", path, .. arguments]);
        else
            Start(path, arguments);
    }

    private static void Start(string program, string[] arguments)
    {
        // Not redirected: the server inherits what it is given, and whoever reads it would wait for the server's end.
        var start = new ProcessStartInfo("sh", ["-c", "\"$@\" >/dev/null 2>&1 </dev/null", "sh", program, .. arguments])
        {
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        Assert.True(process.ExitCode is 0, $"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
    }

    private static string Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Concat(VersionFolders())
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException(
            $"{program} was not found: install PostgreSQL, or let \"dotnet run test.cs\" do it.");

    // Debian keeps the programs of each version beside the PATH.
    private static IEnumerable<string> VersionFolders() =>
        Directory.Exists(Versions) ? Directory.GetDirectories(Versions).Select(version => $"{version}/bin") : [];

    /// <summary>Below those that the system gives to callers: it stays free while its owner is down.</summary>
    internal static int FreePort()
    {
        while (true)
        {
            try
            {
                using var listener = new TcpListener(IPAddress.Loopback, Random.Shared.Next(15_000, 32_000));
                listener.Start();
                return ((IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody listens there: another one.
            }
        }
    }
}
