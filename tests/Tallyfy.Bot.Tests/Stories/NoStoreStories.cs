using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;
using Npgsql;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Stories;

/// <summary>
/// The program itself with a store that cannot be used: a sentence that says what to do, no stack, nothing secret.
/// </summary>
public sealed class NoStoreStories : IDisposable
{
    private const string Secret = "zq-secret-word";

    private readonly string folder = StoryFolder.Create();

    /// <summary>What is wrong, what the program ends with, and words of what it says.</summary>
    public static TheoryData<string, int, string> Files => new()
    {
        { "folder", 78, "is a folder: name a file in it" },
        { "pipe", 78, "is a pipe or a device: name a file" },
        { "pipe where the log goes", 78, "is a pipe or a device: name a file" },
        { "folder that is not there", 78, "is not there: make it" },
        { "folder of a file", 78, "is not there: make it" },
        { "folder under a device", 78, "is not there: make it" },
        { "device", 78, "is a device: name a file" },
        { "read-only", 78, "can only be read" },
        { "opened to read", 78, "can only be read" },
        { "opened to read, and new", 78, "can only be read" },
        { "text", 78, "is no store of this bot" },
        { "zeros", 78, "is no store of this bot" },
        { "folder where the log goes", 74, "does not read or write" },
        { "newer", 78, "written by a newer version" },
        { "older", 78, "before its first release" },
        { "with a former trail", 78, "trail set-aside --out FILE --yes" },
        { "with half a step", 74, "could not be brought up to date: script 0" },
        { "damaged", 74, "is damaged: restore a backup" },
        { "taken", 69, "another bot process uses it" },
        { "locked", 69, "is locked by another program" },
    };

    public static TheoryData<string, int, string> Servers => new()
    {
        { "Host=127.0.0.1;Port=1", 69, "does not answer at 127.0.0.1:1" },
        { "Host=no.such.host.invalid", 69, "does not answer at no.such.host.invalid:" },
        { "Host=/nowhere", 69, "does not answer at /nowhere" },
        { "Database=nothing", 78, "has no database nothing: create it" },
        { "Username=nobody", 78, "does not let nobody in: look at Username and Password" },
        { "Username=asked", 78, "does not let asked in: look at Username and Password" },
        { "Username=guest", 78, "does not let guest make tables" },
        { "SSL Mode=Require", 78, "look at its Password, SSL Mode" },
        { "Options=-c default_transaction_read_only=on", 69, "only reads" },
        { "silent", 69, "does not answer" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_that_cannot_be_used_is_told_in_a_sentence(string what, int code, string words)
    {
        var (path, more, held) = Arrange(what);
        using var _ = held;

        var (ended, said) = await RunAsync($"--ConnectionStrings:Bot=Data Source={path};{more}");

        AssertOneSentence(said, words);
        Assert.Equal(code, ended);
    }

    [Theory]
    [MemberData(nameof(Servers))]
    public async Task A_server_that_cannot_be_used_is_told_in_a_sentence(string wrong, int code, string words)
    {
        var cluster = await PostgresCluster.StartedAsync();
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start(); // it takes connections, and says nothing
        await AddUsersAsync(cluster);
        var settings = new NpgsqlConnectionStringBuilder(PostgresCluster.ConnectionTo(cluster.Port, "postgres"))
        {
            Password = Secret,
            Timeout = 2,
            Pooling = false,
        };
        var given = new NpgsqlConnectionStringBuilder(wrong is "silent"
            ? $"Host=127.0.0.1;Port={((IPEndPoint)silent.LocalEndpoint).Port}"
            : wrong);

        foreach (var key in given.Keys.Cast<string>())
            settings[key] = given[key];

        var (ended, said) = await RunAsync(
            "--Storage:Provider=Postgres", $"--ConnectionStrings:Bot={settings.ConnectionString}");

        AssertOneSentence(said, words);
        Assert.Equal(code, ended);
    }

    /// <summary>What no test can bring about: as the engines say it.</summary>
    [Theory]
    [InlineData(3, 78)]
    [InlineData(5, 69)]
    [InlineData(6, 69)]
    [InlineData(8, 78)]
    [InlineData(10, 74)]
    [InlineData(11, 74)]
    [InlineData(13, 74)]
    [InlineData(14, 78)]
    [InlineData(26, 78)]
    [InlineData(1, null)]
    [InlineData(19, null)]
    public void What_the_file_engine_says_is_told_wherever_it_comes_up(int error, int? code)
    {
        var options = new StorageOptions { ConnectionString = $"Data Source=bot.db;Password={Secret}" };
        var fault = new InvalidOperationException(
            Secret, new StoreUnavailableException(new SqliteException(Secret, error), mayHaveCommitted: false));

        AssertTold(StoreRefusal.Find(fault, options), code);
    }

    [Theory]
    [InlineData("28P01", 78)]
    [InlineData("28000", 78)]
    [InlineData("3D000", 78)]
    [InlineData("42501", 78)]
    [InlineData("25006", 69)]
    [InlineData("53100", 74)]
    [InlineData("53200", 69)]
    [InlineData("53300", 69)]
    [InlineData("57P01", 69)]
    [InlineData("57P03", 69)]
    [InlineData("58030", 74)]
    [InlineData("XX001", 74)]
    [InlineData("08006", 69)]
    [InlineData("42601", null)]
    [InlineData("23505", null)]
    [InlineData("", null)]
    public void What_the_server_says_is_told_wherever_it_comes_up(string state, int? code)
    {
        var options = new StorageOptions
        {
            Provider = StorageProvider.Postgres,
            ConnectionString = $"Host=store;Database=bot;Username=asked;Password={Secret}",
        };
        var fault = new InvalidOperationException(Secret, new PostgresException(Secret, "FATAL", "FATAL", state));

        AssertTold(StoreRefusal.Find(fault, options), code);
    }

    [Theory]
    [InlineData("text", 78, "is no store of this bot")]
    [InlineData("folder", 78, "is a folder: name a file in it")]
    [InlineData("pipe", 78, "is a pipe or a device: name a file")]
    public async Task A_command_says_the_same(string what, int code, string words)
    {
        var (path, more, held) = Arrange(what);
        using var _ = held;
        await using var output = new StringWriter();

        var ended = await OperatorCommands.AnswerAsync(
            [
                "trail", "verify", $"--Trail:Key={BotHost.TrailKey}",
                $"--ConnectionStrings:Bot=Data Source={path};{more}",
            ],
            output,
            TestContext.Current.CancellationToken);

        Assert.DoesNotContain("   at ", output.ToString(), StringComparison.Ordinal);
        Assert.Contains(words, output.ToString(), StringComparison.Ordinal);
        Assert.Equal(code, ended);
    }

    [Theory]
    [InlineData("Username=asked", 78, "does not let asked in")]
    [InlineData("Database=nothing", 78, "has no database nothing")]
    [InlineData("Port=1", 69, "does not answer")]
    public async Task A_command_says_the_same_of_a_server(string wrong, int code, string words)
    {
        var cluster = await PostgresCluster.StartedAsync();
        await AddUsersAsync(cluster);
        var settings = new NpgsqlConnectionStringBuilder(
            $"{PostgresCluster.ConnectionTo(cluster.Port, "postgres")};Password={Secret};Pooling=false;Timeout=2;"
            + wrong);
        await using var output = new StringWriter();

        var ended = await OperatorCommands.AnswerAsync(
            [
                "accounts", "list", $"--Trail:Key={BotHost.TrailKey}", "--Storage:Provider=Postgres",
                $"--ConnectionStrings:Bot={settings.ConnectionString}",
            ],
            output,
            TestContext.Current.CancellationToken);

        AssertOneSentence(output.ToString(), words);
        Assert.Equal(code, ended);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static void AssertOneSentence(string said, string words)
    {
        Assert.Contains(words, said, StringComparison.Ordinal);
        Assert.Single(said.TrimEnd().Split('\n'));
        Assert.EndsWith(said.Contains('?', StringComparison.Ordinal) ? "?" : ".", said.TrimEnd());
        Assert.DoesNotContain(Secret, said, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", said, StringComparison.Ordinal);
    }

    private static void AssertTold(StoreRefusedException? refused, int? code)
    {
        Assert.Equal(code, (int?)refused?.Fault);

        if (refused is not null)
            AssertOneSentence(refused.Message, "");
    }

    private static (string Path, string More, IDisposable? Held) MakePipe(string path, string pipe)
    {
        using var made = Process.Start("mkfifo", pipe);
        made.WaitForExit();
        return (path, "", null);
    }

    private (string Path, string More, IDisposable? Held) Arrange(string what)
    {
        var path = Path.Combine(folder, "bot.db");

        switch (what)
        {
            case "folder" or "folder where the log goes":
                Directory.CreateDirectory(what is "folder" ? path : path + "-wal");
                return (path, "", null);

            case "pipe" or "pipe where the log goes":
                return MakePipe(path, what is "pipe" ? path : path + "-wal");

            case "folder that is not there":
                return (Path.Combine(folder, "misspelt", "bot.db"), "", null);

            case "folder of a file":
                File.WriteAllText(path, "no folder");
                return (Path.Combine(path, "bot.db"), "", null);

            case "device" or "folder under a device": // no true one: nothing may happen to it
                return (what is "device" ? "/dev/store-of-a-story" : $"/dev/null{folder}/bot.db", "", null);

            case "read-only":
                File.WriteAllBytes(path, []);
                File.SetAttributes(path, FileAttributes.ReadOnly);
                return (path, "", null);

            case "opened to read" or "opened to read, and new":
                if (what is "opened to read")
                    StoryStore.CreateFile(folder);

                return (path, "Mode=ReadOnly", null);

            case "text":
                File.WriteAllText(path, string.Concat(Enumerable.Repeat("No database, but a letter.\n", 200)));
                return (path, "", null);

            case "zeros":
                File.WriteAllBytes(path, new byte[8192]);
                return (path, "", null);

            case "taken":
                return (path, "", PrivateFile.Open(path + ".lock", FileMode.OpenOrCreate, FileShare.None));

            default:
                return ArrangeInside(what, path);
        }
    }

    // Each is a store of this version, but for one thing.
    private (string Path, string More, IDisposable? Held) ArrangeInside(string what, string path)
    {
        var connection = new SqliteConnection($"{StoryStore.CreateFile(folder).ConnectionString};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = what switch
        {
            "newer" => "update SchemaVersions set ScriptName = 'Tallyfy.Bot.Storage.Schema.999_future.sql' "
                + "where ScriptName like '%001%'",
            "older" => "update SchemaVersions set ScriptName = 'Tallyfy.Bot.Storage.Schema.001_approvals.sql' "
                + "where ScriptName like '%001%'",
            "with a former trail" => """
                insert into former_trail (id, organization, sequence, kind, happened_at, tenant_id, object_hash,
                    member_hash, digest, mac) values ('one', 'acme', 1, 'Claimed', 1, 'tenant', 'ff', 'ff', 'ff', 'ff')
                """,
            "with half a step" => "delete from SchemaVersions where ScriptName like '%008_used_sign_ins%'",
            "damaged" => "pragma writable_schema = on; update sqlite_master set rootpage = 1000000 "
                + "where name = 'SchemaVersions'",
            _ => "pragma locking_mode = exclusive; begin exclusive; select count(*) from leases",
        };
        command.ExecuteNonQuery();

        if (what is "locked")
            return (path, "Default Timeout=1", connection);

        connection.Dispose();
        return (path, "", null);
    }

    private static async Task AddUsersAsync(PostgresCluster cluster) =>
        await cluster.ExecuteAsync(
            "postgres",
            """
            do $$ begin
                create role asked login password 'another';
                create role guest login;
                execute format('copy (select unnest(%L::text[])) to %L', array[
                    'host all asked 127.0.0.1/32 scram-sha-256',
                    'host all all 127.0.0.1/32 trust',
                    'local all all trust'], current_setting('hba_file'));
                perform pg_reload_conf();
            exception when duplicate_object or unique_violation then null;
            end $$
            """);

    // As the operating system calls it; what it says goes to the error stream, which is one for all tests.
    private static async Task<(int Code, string Said)> RunAsync(params string[] settings)
    {
        var start = new ProcessStartInfo(
            Path.Combine(AppContext.BaseDirectory, "Tallyfy.Bot"),
            [
                "--environment=Development",
                "--Tallyfy:Organization=c0a7050c0a7050c0a7050c0a7050c0a7",
                "--Tallyfy:AccessToken=a-token",
                "--urls=http://127.0.0.1:0",
                .. settings,
            ])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;

        try
        {
            var said = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken)
                .WaitAsync(Hang.Guard, TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode, said);
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true); // it runs, and would keep its address from all tests after it
            throw;
        }
    }
}
