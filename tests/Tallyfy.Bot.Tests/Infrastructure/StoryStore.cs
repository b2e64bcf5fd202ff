using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Where a story's bot keeps what it must not forget: a file, or a database of this run's PostgreSQL, chosen by the
/// environment variable STORY_STORE. Both are copied from one that was brought to this version's schema once.
/// </summary>
internal sealed class StoryStore(string provider, string connectionString) : IDisposable
{
    public const string Variable = "STORY_STORE";

    /// <summary>The trait of the stories that the default run tells on PostgreSQL too.</summary>
    public const string Trait = "Store";

    /// <summary>They touch leases, locks, several processes, or SQL that the engines plan differently.</summary>
    public const string Server = "Server";

    private const string InMemory = "/dev/shm";

    private static readonly Lazy<byte[]> Template = new(Migrate);

    public static bool IsPostgres => Environment.GetEnvironmentVariable(Variable) == "Postgres";

    public string Provider => provider;

    public string ConnectionString => connectionString;

    public static StoryStore Create(string folder, DateTimeOffset now) => IsPostgres
        ? new StoryStore("Postgres", StoryDatabase.CreateAsync(now).GetAwaiter().GetResult())
        : new StoryStore("Sqlite", Copy(Path.Combine(folder, "bot.db")));

    /// <summary>
    /// In memory where the system has such a place: no story cuts the power, so none waits for a disk.
    /// </summary>
    public static string CreateFolder() => Directory.Exists(InMemory)
        ? Directory.CreateDirectory(Path.Combine(InMemory, $"tallyfy-bot-{Guid.NewGuid():N}")).FullName
        : Directory.CreateTempSubdirectory("tallyfy-bot-").FullName;

    /// <summary>The database's clock moves with the story's; a file has no clock of its own.</summary>
    public void SetClock(DateTimeOffset now)
    {
        if (IsPostgres)
            StoryDatabase.SetClockAsync(connectionString, now).GetAwaiter().GetResult();
    }

    /// <summary>How many sessions a server has with it; a file has none.</summary>
    public Task<long> CountSessionsAsync() =>
        IsPostgres ? StoryDatabase.CountSessionsAsync(connectionString) : Task.FromResult(0L);

    /// <summary>
    /// Sessions from now on may plan a statement as a server does that knows its tables well, which a young one does
    /// not.
    /// </summary>
    public Task PlanByLoopsAsync() =>
        IsPostgres ? StoryDatabase.PlanByLoopsAsync(connectionString) : Task.CompletedTask;

    /// <summary>
    /// From now on nothing can be written, until it is disposed: a file held from outside, or a server that only reads.
    /// </summary>
    public async Task<IAsyncDisposable> RefuseWritesAsync() =>
        IsPostgres
            ? await StoryDatabase.RefuseWritesAsync(connectionString)
            : await HeldFile.HoldAsync(connectionString);

    /// <summary>Lets go of the file, which the pool of connections holds open.</summary>
    public void Dispose()
    {
        if (IsPostgres)
            return;

        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string Copy(string path)
    {
        File.WriteAllBytes(path, Template.Value);
        return ConnectionTo(path);
    }

    private static byte[] Migrate()
    {
        var folder = CreateFolder();

        try
        {
            var path = Path.Combine(folder, "bot.db");
            var options = Options.Create(
                new StorageOptions { Provider = StorageProvider.Sqlite, ConnectionString = ConnectionTo(path) });
            new Migrations(options, NullLogger<Migrations>.Instance).Run(options.Value.ConnectionString);
            SqliteConnection.ClearAllPools();
            return File.ReadAllBytes(path);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string ConnectionTo(string path) => $"Data Source={path}";
}
