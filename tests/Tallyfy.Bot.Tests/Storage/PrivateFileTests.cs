using System.Diagnostics;
using System.Runtime.Versioning;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Storage;

/// <summary>Nobody but the bot's own user can open what the bot keeps in files, whatever it was started with.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class PrivateFileTests : IDisposable
{
    private const UnixFileMode OnlyOwn = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly string folder = StoryFolder.Create();

    private string Path => System.IO.Path.Combine(folder, "bot.db");

    private string ConnectionString => $"Data Source={Path};Pooling=False";

    [Fact]
    public void A_store_that_is_made_is_its_users_alone_and_so_is_all_beside_it()
    {
        using var file = Take(new RecordingLogger());

        using var connection = Write();

        var names = Directory.EnumerateFiles(folder).Select(System.IO.Path.GetFileName).Order();
        Assert.Equal(["bot.db", "bot.db-shm", "bot.db-wal", "bot.db.lock"], names);
        Assert.All(Directory.EnumerateFiles(folder), one => Assert.Equal(OnlyOwn, File.GetUnixFileMode(one)));
    }

    [Theory]
    [InlineData("644")]
    [InlineData("660")]
    [InlineData("666")]
    [InlineData("604")]
    [InlineData("602")]
    [InlineData("601")]
    [InlineData("777")]
    public void What_others_could_open_is_narrowed_and_said(string mode)
    {
        using (Write())
        {
            foreach (var suffix in new[] { "", "-wal", "-shm" })
                File.SetUnixFileMode(Path + suffix, (UnixFileMode)Convert.ToInt32(mode, 8));

            // As a process leaves it that was killed.
            foreach (var one in Directory.GetFiles(folder))
                File.Copy(one, one.Replace("bot.db", "killed.db", StringComparison.Ordinal));
        }

        var log = new RecordingLogger();
        var killed = System.IO.Path.Combine(folder, "killed.db");

        using var file = Take(log, killed);

        foreach (var suffix in new[] { "", "-wal", "-shm" })
        {
            Assert.Equal(
                UnixFileMode.None, File.GetUnixFileMode(killed + suffix) & ~(OnlyOwn | UnixFileMode.UserExecute));
            Assert.Contains($"could open {killed}{suffix}:", log.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_is_never_made_for_it()
    {
        var inner = System.IO.Path.Combine(folder, "misspelt");

        var refused = Assert.Throws<StoreRefusedException>(
            () => Take(new RecordingLogger(), System.IO.Path.Combine(inner, "bot.db")));

        Assert.Contains($"The store's folder {inner} is not there", refused.Message, StringComparison.Ordinal);
        Assert.False(Directory.Exists(inner));
    }

    [Fact]
    public void A_store_that_is_made_is_announced_and_one_that_was_there_is_not()
    {
        var (first, second) = (new RecordingLogger(), new RecordingLogger());

        Take(first).Dispose();
        Take(second).Dispose();

        Assert.Contains($"There was no store at {Path}: a new one was made", first.Text, StringComparison.Ordinal);
        Assert.Equal("", second.Text);
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Staging")]
    public void Where_it_is_run_for_people_a_store_has_its_whole_path(string environment)
    {
        var refused = Assert.Throws<StoreRefusedException>(
            () => Take(new RecordingLogger(), "bot-of-nobody.db", environment));

        Assert.Contains(
            $"Name it by its whole path; here that would be {System.IO.Path.GetFullPath("bot-of-nobody.db")}.",
            refused.Message,
            StringComparison.Ordinal);
        Assert.False(File.Exists("bot-of-nobody.db"));
        Take(new RecordingLogger(), Path, environment).Dispose();
    }

    [Theory]
    [InlineData("trail", "export", "--format", "csv")]
    [InlineData("trail", "export", "--format", "jsonl")]
    [InlineData("trail", "prove", "1")]
    [InlineData("trail", "set-aside", "--yes")]
    public async Task What_a_command_writes_is_its_users_alone(params string[] words)
    {
        await using var story = ApprovalStory.Begin();
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();
        await story.ChangeStoreAsync(
            """
            insert into former_trail (id, organization, sequence, kind, happened_at, tenant_id, object_hash,
                member_hash, digest, mac) values ('one', 'acme', 1, 'Claimed', 1, 'tenant', 'ff', 'ff', 'ff', 'ff')
            """);
        var written = System.IO.Path.Combine(folder, "written");

        var (code, text) = await story.CommandAsync([.. words, "--out", written]);

        Assert.True(code == 0, text);
        Assert.NotEqual(0, new FileInfo(written).Length);
        Assert.Equal(OnlyOwn, File.GetUnixFileMode(written));
    }

    [Fact]
    public async Task The_witness_file_is_its_users_alone_and_has_every_head()
    {
        var witness = System.IO.Path.Combine(folder, "witness.txt");
        await using var story = ApprovalStory.Begin(
            settings: new Dictionary<string, string?> { ["Trail:WitnessFile"] = witness });
        await story.InstallAsync(Person.Lynne);
        await story.SealedAsync();
        await story.InstallAsync(Person.Adele);

        var head = await story.SealedAsync();

        Assert.Equal(OnlyOwn, File.GetUnixFileMode(witness));
        await story.UntilAsync(
            "it is witnessed",
            async () => (await File.ReadAllTextAsync(witness, TestContext.Current.CancellationToken))
                .Contains($"{head}", StringComparison.Ordinal));
    }

    /// <summary>In a process of its own, which ends because SQLite finds a folder where it wants to write.</summary>
    [Theory]
    [InlineData("000")]
    [InlineData("022")]
    [InlineData("077")]
    public async Task The_program_makes_its_store_private_under_any_umask(string umask)
    {
        Directory.CreateDirectory(Path + "-wal");
        var program = System.IO.Path.Combine(AppContext.BaseDirectory, "Tallyfy.Bot");
        string[] settings =
        [
            "--environment=Development",
            "--Tallyfy:Organization=c0a7050c0a7050c0a7050c0a7050c0a7",
            "--Tallyfy:AccessToken=a-token",
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Bot={ConnectionString}",
        ];
        using var process = Process.Start(
            new ProcessStartInfo("/bin/sh", ["-c", $"umask {umask}; exec \"$0\" \"$@\"", program, .. settings]))!;

        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(
            Hang.Guard, TestContext.Current.CancellationToken);

        Assert.Equal((int)StoreFault.Disk, process.ExitCode);
        Assert.Equal(
            ["bot.db", "bot.db.lock"], Directory.EnumerateFiles(folder).Select(System.IO.Path.GetFileName).Order());
        Assert.All(Directory.EnumerateFiles(folder), one => Assert.Equal(OnlyOwn, File.GetUnixFileMode(one)));
    }

    [Fact]
    public void A_file_of_the_operators_keeps_the_mode_that_they_gave_it()
    {
        const UnixFileMode Given = OnlyOwn | UnixFileMode.GroupRead;
        var path = System.IO.Path.Combine(folder, "witness.txt");
        File.WriteAllText(path, "one\n");
        File.SetUnixFileMode(path, Given);

        using (var stream = PrivateFile.Open(path, FileMode.Append))
            stream.WriteByte((byte)'\n');

        Assert.Equal(Given, File.GetUnixFileMode(path));
        Assert.Equal("one\n\n", File.ReadAllText(path));
    }

    [Fact]
    public async Task What_is_no_file_can_be_written_to()
    {
        var before = File.GetUnixFileMode("/dev/null");

        await using (var file = WrittenFile.Begin(new FileInfo("/dev/null"), _ => false, []))
        {
            await file.Text.WriteAsync("gone");
            await file.KeepAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(before, File.GetUnixFileMode("/dev/null"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private StoreFile Take(RecordingLogger log, string? path = null, string environment = "Development") => new(
        Options.Create(new StorageOptions { ConnectionString = $"Data Source={path ?? Path};Pooling=False" }),
        new HostingEnvironment { EnvironmentName = environment },
        new LoggerFactory([log]).CreateLogger<StoreFile>());

    private SqliteConnection Write()
    {
        var connection = new SqliteConnection(ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "pragma journal_mode = wal; create table one (two text); insert into one values ('x')";
        command.ExecuteNonQuery();
        return connection;
    }
}
