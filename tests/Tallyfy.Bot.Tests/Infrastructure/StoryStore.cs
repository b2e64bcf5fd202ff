using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Where a story's bot keeps what it must not forget: a file, or a database of this run's PostgreSQL, chosen by the
/// environment variable STORY_STORE. Both are copied from one that was brought to this version's schema once.
/// </summary>
internal sealed class StoryStore : IAsyncDisposable
{
    public const string Variable = "STORY_STORE";

    /// <summary>The trait of the stories that the default run tells on PostgreSQL too.</summary>
    public const string Trait = "Store";

    /// <summary>They touch leases, locks, several processes, or SQL that the engines plan differently.</summary>
    public const string Server = "Server";

    private static readonly Lazy<byte[]> Template = new(Migrate);

    private readonly StoryDatabase? database;

    private StoryStore(StoryDatabase database)
        : this(database.ConnectionString) => this.database = database;

    private StoryStore(string connectionString) => ConnectionString = connectionString;

    public static bool IsPostgres => Environment.GetEnvironmentVariable(Variable) == "Postgres";

    public string Provider => database is null ? "Sqlite" : "Postgres";

    public string ConnectionString { get; }

    public static StoryStore Create(string folder, DateTimeOffset now) => IsPostgres
        ? new StoryStore(StoryDatabase.CreateAsync(now).GetAwaiter().GetResult())
        : CreateFile(folder);

    public static StoryStore CreateFile(string folder) => new(Copy(Path.Combine(folder, "bot.db")));

    /// <summary>The database's clock moves with the story's; a file has no clock of its own.</summary>
    public void SetClock(DateTimeOffset now) => database?.SetClockAsync(now).GetAwaiter().GetResult();

    /// <summary>How many sessions a server has with it; a file has none.</summary>
    public Task<long> CountSessionsAsync() => database?.CountSessionsAsync() ?? Task.FromResult(0L);

    /// <summary>
    /// Sessions from now on may plan a statement as a server does that knows its tables well, which a young one does
    /// not.
    /// </summary>
    public Task PlanByLoopsAsync() => database?.PlanByLoopsAsync() ?? Task.CompletedTask;

    /// <summary>
    /// From now on nothing can be written, until it is disposed: a file held from outside, or a server that only reads.
    /// </summary>
    public async Task<IAsyncDisposable> RefuseWritesAsync() =>
        database is null ? await HeldFile.HoldAsync(ConnectionString) : await database.RefuseWritesAsync();

    /// <summary>Removes the database, or lets go of the file, which the pool of connections holds open.</summary>
    public async ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            await database.DisposeAsync();
            return;
        }

        await using var connection = new SqliteConnection(ConnectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static string Copy(string path)
    {
        File.WriteAllBytes(path, Template.Value);
        return ConnectionTo(path);
    }

    private static byte[] Migrate()
    {
        var folder = StoryFolder.Create();

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
