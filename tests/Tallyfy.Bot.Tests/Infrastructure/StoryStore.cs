namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Where a story's bot keeps what it must not forget: a file, or a database of this run's PostgreSQL. The whole suite is
/// run once for each, chosen by the environment variable STORY_STORE.
/// </summary>
internal sealed class StoryStore(string provider, string connectionString)
{
    public const string Variable = "STORY_STORE";

    public static bool IsPostgres => Environment.GetEnvironmentVariable(Variable) == "Postgres";

    public string Provider => provider;

    public string ConnectionString => connectionString;

    public static StoryStore Create(string folder, DateTimeOffset now) => IsPostgres
        ? new StoryStore("Postgres", StoryDatabase.CreateAsync(now).GetAwaiter().GetResult())
        : new StoryStore("Sqlite", $"Data Source={Path.Combine(folder, "bot.db")};Pooling=False");

    /// <summary>The database's clock moves with the story's; a file has no clock of its own.</summary>
    public void SetClock(DateTimeOffset now)
    {
        if (IsPostgres)
            StoryDatabase.SetClockAsync(connectionString, now).GetAwaiter().GetResult();
    }

    /// <summary>How many sessions a server has with it; a file has none.</summary>
    public Task<long> CountSessionsAsync() => IsPostgres ? StoryDatabase.CountSessionsAsync(connectionString) : Task.FromResult(0L);

    /// <summary>Sessions from now on may plan a statement as a server does that knows its tables well, which a young one does not.</summary>
    public Task PlanByLoopsAsync() => IsPostgres ? StoryDatabase.PlanByLoopsAsync(connectionString) : Task.CompletedTask;

    /// <summary>From now on nothing can be written, until it is disposed: a file held from outside, or a server that only reads.</summary>
    public async Task<IAsyncDisposable> RefuseWritesAsync() =>
        IsPostgres ? await StoryDatabase.RefuseWritesAsync(connectionString) : await HeldFile.HoldAsync(connectionString);
}
