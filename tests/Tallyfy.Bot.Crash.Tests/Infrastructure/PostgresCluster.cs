using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(Tallyfy.Bot.Crash.Tests.Infrastructure.PostgresCluster))]

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>A real PostgreSQL of this test run, started when the first bot needs it. Each desk gets an empty database.</summary>
public sealed class PostgresCluster : IAsyncDisposable
{
    private static readonly Lazy<PostgresCluster> Started = new(Start);

    private readonly string folder = Directory.CreateTempSubdirectory("tallyfy-postgres-").FullName;
    private int databases;

    public int Port { get; } = FreePort();

    private string Data => Path.Combine(folder, "data");

    public static async Task<(PostgresCluster Cluster, string Database)> CreateDatabaseAsync()
    {
        var cluster = await Task.Run(() => Started.Value);
        var name = $"bot_{Interlocked.Increment(ref cluster.databases)}";
        await using var source = NpgsqlDataSource.Create(ConnectionTo(cluster.Port, "postgres") + ";Pooling=false");
        await using var command = source.CreateCommand($"create database {name} template template0");
        await command.ExecuteNonQueryAsync();
        return (cluster, name);
    }

    public static string ConnectionTo(int port, string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};SSL Mode=Disable;Maximum Pool Size=8";

    public ValueTask DisposeAsync()
    {
        if (!Started.IsValueCreated || this == Started.Value)
            return ValueTask.CompletedTask;

        NpgsqlConnection.ClearAllPools();
        Run("pg_ctl", "stop", "-D", Started.Value.Data, "-m", "immediate", "-w");
        Directory.Delete(Started.Value.folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private static PostgresCluster Start()
    {
        var cluster = new PostgresCluster();

        if (Environment.IsPrivilegedProcess)
            Start("chown", ["postgres", cluster.folder]);

        // The bot is killed, not the server and not the machine: the server need not survive a power cut.
        Run("initdb", "-D", cluster.Data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8");
        Run("pg_ctl", "start", "-D", cluster.Data, "-w", "-l", Path.Combine(cluster.folder, "log"),
            "-o", $"-h 127.0.0.1 -p {cluster.Port} -k {cluster.folder} -F -c max_connections=400");
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
            .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => $"{version}/bin") : [])
            .Select(directory => Path.Combine(directory, program))
            .FirstOrDefault(File.Exists)
        ?? throw new FileNotFoundException($"{program} was not found: install PostgreSQL, or let \"dotnet run test.cs\" do it.");

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
