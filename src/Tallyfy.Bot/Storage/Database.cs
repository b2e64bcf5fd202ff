using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>Opens connections and transactions; the one place that knows which engine is behind them.</summary>
internal sealed class Database(DbDataSource source, IOptions<StorageOptions> options, TimeProvider time) : IDisposable
{
    private const int MostTries = 4;

    // SQLite has one writer at a time; waiting here is cheaper and fairer than its busy loop. PostgreSQL locks rows.
    private readonly SemaphoreSlim? writer = options.Value.Provider is StorageProvider.Sqlite ? new SemaphoreSlim(1) : null;

    public async Task<T> ReadAsync<T>(Func<UnitOfWork, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        return await read(new UnitOfWork(connection, null));
    }

    /// <summary>All of it or nothing. It may be called again after a deadlock, so it must change nothing but the store.</summary>
    public async Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> write, CancellationToken cancellationToken)
    {
        if (writer is not null)
            await writer.WaitAsync(cancellationToken);

        try
        {
            return await TryAsync(write, cancellationToken);
        }
        finally
        {
            writer?.Release();
        }
    }

    public void Dispose() => writer?.Dispose();

    private async Task<T> TryAsync<T>(Func<UnitOfWork, Task<T>> write, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(write, cancellationToken);
            }
            catch (PostgresException e) when (attempt < MostTries && WasUndone(e))
            {
                // Two transactions met in opposite orders: the engine undid this one whole.
            }
        }
    }

    private static bool WasUndone(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private async Task<T> WriteOnceAsync<T>(Func<UnitOfWork, Task<T>> write, CancellationToken cancellationToken)
    {
        await using var connection = await OpenAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var result = await write(new UnitOfWork(connection, transaction));
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);

        // Leases compare one clock: PostgreSQL's own, and for SQLite, which has one process, ours. Schema/ has the other half.
        if (connection is SqliteConnection sqlite)
            sqlite.CreateFunction("bot_now", () => time.GetUtcNow().ToUnixTimeMilliseconds());

        return connection;
    }
}
