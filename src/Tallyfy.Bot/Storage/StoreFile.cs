using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>The SQLite file, held by one process at a time.</summary>
internal sealed class StoreFile : IDisposable
{
    /// <summary>What the provider waits, in seconds, where a connection string says nothing.</summary>
    private const int UnsetTimeout = 30;

    private const int Patience = 3;

    private readonly FileStream held;

    public StoreFile(IOptions<StorageOptions> options)
    {
        var whole = Whole(options.Value.ConnectionString);
        ConnectionString = whole.ToString();
        held = Hold(whole.DataSource);
    }

    public string ConnectionString { get; }

    /// <summary>How to open the file without holding it.</summary>
    /// <exception cref="FileNotFoundException">It is not there.</exception>
    public static string Find(string connectionString)
    {
        var whole = Whole(connectionString);
        whole.Mode = SqliteOpenMode.ReadWrite;

        return File.Exists(whole.DataSource)
            ? whole.ToString()
            : throw new FileNotFoundException(
                $"There is no store at {whole.DataSource}: ConnectionStrings:Bot names it.");
    }

    private static SqliteConnectionStringBuilder Whole(string connectionString)
    {
        var given = new SqliteConnectionStringBuilder(connectionString) { ForeignKeys = true };
        given.DataSource = Path.GetFullPath(given.DataSource);

        // Whoever holds the file from outside, a backup for example, must not keep a tap waiting beyond its answer.
        if (given.DefaultTimeout == UnsetTimeout)
            given.DefaultTimeout = Patience;

        return given;
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        held.Dispose();
    }

    // A sidecar, because SQLite's own locks come and go with every transaction.
    private static FileStream Hold(string path)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new InvalidOperationException(
                $"The store {path} cannot be opened, or another bot process uses it. "
                + "Stop that process, or give this one its own file in ConnectionStrings:Bot.",
                e);
        }
    }
}
