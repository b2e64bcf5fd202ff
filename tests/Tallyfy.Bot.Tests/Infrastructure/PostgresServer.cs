using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Tallyfy.Bot.Storage;

[assembly: AssemblyFixture(typeof(Tallyfy.Bot.Tests.Infrastructure.PostgresServer))]

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A real PostgreSQL of this test run, started when the first story asks for it. Each story gets a database of its own,
/// copied from one whose clock is the story's.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    private const string Template = "story_template";
    private static readonly Lazy<Task<PostgresServer>> Started = new(StartAsync);
    private static readonly SemaphoreSlim Copying = new(1);

    private readonly string folder = Directory.CreateTempSubdirectory("tallyfy-postgres-").FullName;
    private readonly int port = FreePort();
    private int databases;

    /// <summary>A fresh database, with the clock at this instant.</summary>
    public static async Task<string> CreateDatabaseAsync(DateTimeOffset now)
    {
        var server = await Started.Value;
        var name = $"story_{Interlocked.Increment(ref server.databases)}";
        await Copying.WaitAsync();

        try
        {
            await server.ExecuteAsync("postgres", $"create database {name} template {Template}");
        }
        finally
        {
            Copying.Release();
        }

        var connection = server.ConnectionTo(name);
        await SetClockAsync(connection, now);
        return connection;
    }

    /// <summary>What leases compare from now on.</summary>
    public static async Task SetClockAsync(string connection, DateTimeOffset now)
    {
        await using var source = NpgsqlDataSource.Create(connection);
        await using var command = source.CreateCommand("update story_clock set now_ms = $1");
        command.Parameters.AddWithValue(now.ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!Started.IsValueCreated || this == await Started.Value)
            return;

        var server = await Started.Value;
        NpgsqlConnection.ClearAllPools();
        Run("pg_ctl", "stop", "-D", server.Data, "-m", "immediate", "-w");
        Directory.Delete(server.folder, recursive: true);
    }

    private string Data => Path.Combine(folder, "data");

    private string ConnectionTo(string database) =>
        $"Host=127.0.0.1;Port={port};Username=postgres;Database={database};Maximum Pool Size=8;Minimum Pool Size=0";

    private static async Task<PostgresServer> StartAsync()
    {
        var server = new PostgresServer();

        if (Environment.IsPrivilegedProcess)
            Start("chown", ["postgres", server.folder]);

        // Nothing here has to survive a power cut; what is tested is how it behaves while it runs.
        Run("initdb", "-D", server.Data, "-U", "postgres", "-A", "trust", "-N", "-E", "UTF8", "--locale=C.UTF-8");
        Run("pg_ctl", "start", "-D", server.Data, "-w", "-l", Path.Combine(server.folder, "log"),
            "-o", $"-h 127.0.0.1 -p {server.port} -k {server.folder} -F -c max_connections=400");

        await server.ExecuteAsync("postgres", $"create database {Template}");
        server.Migrate(Template);
        await server.ExecuteAsync(
            Template,
            """
            create table story_clock (now_ms bigint not null);
            insert into story_clock values (0);
            create or replace function bot_now() returns bigint language sql volatile as 'select now_ms from story_clock';
            """);
        NpgsqlConnection.ClearAllPools();
        return server;
    }

    private void Migrate(string database)
    {
        var options = Options.Create(new StorageOptions
        {
            Provider = StorageProvider.Postgres,
            ConnectionString = ConnectionTo(database),
        });
        new Migrations(options, NullLogger<Migrations>.Instance).Run(options.Value.ConnectionString);
    }

    private async Task ExecuteAsync(string database, string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionTo(database));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
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

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
