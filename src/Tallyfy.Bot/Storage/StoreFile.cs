using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>The SQLite file, held by one process at a time.</summary>
internal sealed partial class StoreFile : IDisposable
{
    /// <summary>What the provider waits, in seconds, where a connection string says nothing.</summary>
    private const int UnsetTimeout = 30;

    private const int Patience = 3;

    private const string Lock = ".lock";

    private readonly FileStream held;
    private readonly ILogger<StoreFile> logger;

    /// <exception cref="StoreRefusedException">It cannot be used, and the message says what to do.</exception>
    public StoreFile(IOptions<StorageOptions> options, IHostEnvironment environment, ILogger<StoreFile> logger)
    {
        this.logger = logger;
        var whole = Whole(options.Value.ConnectionString);

        var given = new SqliteConnectionStringBuilder(options.Value.ConnectionString).DataSource;

        if (!environment.IsDevelopment() && !Path.IsPathFullyQualified(given))
            throw new StoreRefusedException(
                $"ConnectionStrings:Bot names the store by a part of its path, {given}: started from another "
                + "folder, the bot would begin anew with an empty one. Name it by its whole path; here that would be "
                + $"{whole.DataSource}.",
                StoreFault.Settings);

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
        RefuseWhatIsNoFile(whole.DataSource);

        return File.Exists(whole.DataSource)
            ? whole.ToString()
            : throw new FileNotFoundException(
                $"There is no store at {whole.DataSource}: ConnectionStrings:Bot names it.");
    }

    public static string PathOf(string connectionString) => Whole(connectionString).DataSource;

    /// <summary>A store's file, and all that may stand beside it; nothing where a server is named.</summary>
    public static IReadOnlyList<string> ListAll(string connectionString)
    {
        try
        {
            var path = PathOf(connectionString);
            return [.. SqliteFiles(path), path + Lock];
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidCastException)
        {
            return [];
        }
    }

    private static string[] SqliteFiles(string path) => [path, path + "-wal", path + "-shm", path + "-journal"];

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
    private FileStream Hold(string path)
    {
        var folder = Path.GetDirectoryName(path);

        RefuseWhatIsNoFile(path);

        // To narrow its mode, or to write to it, would harm the machine.
        if (folder is "/dev")
            throw new StoreRefusedException(
                $"{path} is a device: name a file in ConnectionStrings:Bot.", StoreFault.Settings);

        if (!Directory.Exists(folder) || folder is null)
            throw new StoreRefusedException(
                $"The store's folder {folder} is not there: make it, for the bot's user, or name a file in one that is "
                + "in ConnectionStrings:Bot.",
                StoreFault.Settings);

        try
        {
            KeepPrivate(path);
            return PrivateFile.Open(path + Lock, FileMode.OpenOrCreate, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StoreRefusedException(
                $"The store {path} cannot be opened by the bot's user: let it write in {folder}.",
                StoreFault.Settings,
                e);
        }
        catch (IOException e)
        {
            throw new StoreRefusedException(
                $"The store {path} cannot be opened, or another bot process uses it. "
                + "Stop that process, or give this one its own file in ConnectionStrings:Bot.",
                StoreFault.Unavailable,
                e);
        }
    }

    // Whoever opens a pipe waits for somebody at its other end. Only what is empty is opened to see that: to close a
    // store that another connection of this process has open would end that one's locks.
    private static void RefuseWhatIsNoFile(string path)
    {
        if (Directory.Exists(path))
            throw new StoreRefusedException(
                $"{path} is a folder: name a file in it in ConnectionStrings:Bot.", StoreFault.Settings);

        foreach (var file in SqliteFiles(path).Append(path + Lock))
        {
            if (new FileInfo(file) is { Exists: true, Length: 0, IsReadOnly: false } && !CanSeek(file))
                throw new StoreRefusedException(
                    $"{file} is a pipe or a device: name a file in ConnectionStrings:Bot.", StoreFault.Settings);
        }
    }

    // Opened both ways, which waits for nobody. What cannot be opened is told when that is tried in earnest.
    private static bool CanSeek(string file)
    {
        try
        {
            using var opened = new FileStream(
                file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            return opened.CanSeek;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return true;
        }
    }

    // SQLite gives the files that it makes beside this one the mode that this one has.
    private void KeepPrivate(string path)
    {
        if (!File.Exists(path))
        {
            PrivateFile.Open(path, FileMode.CreateNew).Dispose();
            LogMade(path);
            return;
        }

        foreach (var file in SqliteFiles(path))
            KeepPrivate(file, store: path);

        if (new FileInfo(path).IsReadOnly)
            throw new StoreRefusedException(
                $"The store {path} can only be read: let the bot's user write it.", StoreFault.Settings);
    }

    private void KeepPrivate(string file, string store)
    {
        try
        {
            if (PrivateFile.Narrow(file))
                LogNarrowed(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StoreRefusedException(
                $"Others than the bot's user may open {file}, and the bot cannot change that: give it to that user, "
                + $"with mode 600, or name another file than {store} in ConnectionStrings:Bot.",
                StoreFault.Settings,
                e);
        }
    }

    [LoggerMessage(
        LogLevel.Warning,
        "There was no store at {File}: a new one was made, which knows of nobody and of no decision. Where there "
        + "should have been one, stop the bot and look at ConnectionStrings:Bot")]
    private partial void LogMade(string file);

    [LoggerMessage(LogLevel.Warning, "Others than the bot's user could open {File}: its mode is 0600 from now on")]
    private partial void LogNarrowed(string file);
}
