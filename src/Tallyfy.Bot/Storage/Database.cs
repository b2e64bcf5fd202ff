using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>Opens connections and transactions; the one place that knows which engine is behind them.</summary>
internal sealed class Database(DbDataSource source, IOptions<StorageOptions> options, TimeProvider time) : IDisposable
{
    private const int MostTries = 4;

    // A wall clock that is set while the process runs moves no lease.
    private readonly DateTimeOffset startedAt = time.GetUtcNow();
    private readonly long started = time.GetTimestamp();

    // SQLite has one writer at a time; waiting here is cheaper and fairer than its busy loop. PostgreSQL locks rows.
    private readonly SemaphoreSlim? writer =
        options.Value.Provider is StorageProvider.Sqlite ? new SemaphoreSlim(1) : null;

    /// <exception cref="StoreUnavailableException">The store does not answer.</exception>
    public async Task<T> ReadAsync<T>(Func<UnitOfWork, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            return await ReadOnceAsync(read, cancellationToken);
        }
        catch (StoreUnavailableException) when (IsServer)
        {
            // The first may meet a connection that broke while it rested.
            return await ReadOnceAsync(read, cancellationToken);
        }
    }

    /// <summary>
    /// All of it or nothing. It may be called again after a deadlock, so it must change nothing but the store.
    /// </summary>
    /// <exception cref="StoreUnavailableException">
    /// The store does not answer, or did not say whether it kept it.
    /// </exception>
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

    private bool IsServer => writer is null;

    private async Task<T> ReadOnceAsync<T>(Func<UnitOfWork, Task<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            return await read(new UnitOfWork(connection, null));
        }
        catch (Exception e) when (StoreUnavailableException.IsUnavailability(e))
        {
            throw new StoreUnavailableException(e, mayHaveCommitted: false);
        }
    }

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
            catch (StoreUnavailableException e) when (attempt == 1 && IsServer && !e.MayHaveCommitted)
            {
                // A connection that broke while it rested: nothing was asked to be kept yet.
            }
        }
    }

    private static bool WasUndone(PostgresException e) =>
        e.SqlState is PostgresErrorCodes.DeadlockDetected or PostgresErrorCodes.SerializationFailure;

    private async Task<T> WriteOnceAsync<T>(Func<UnitOfWork, Task<T>> write, CancellationToken cancellationToken)
    {
        var isCommitting = false;

        try
        {
            await using var connection = await OpenAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await write(new UnitOfWork(connection, transaction));
            isCommitting = true;
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        catch (Exception e) when (StoreUnavailableException.IsUnavailability(e))
        {
            throw new StoreUnavailableException(e, isCommitting);
        }
    }

    private async Task<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        var connection = await source.OpenConnectionAsync(cancellationToken);

        // Leases compare one clock: PostgreSQL's own, and for SQLite, which has one process, ours. Schema/ has the
        // other half.
        if (connection is SqliteConnection sqlite)
            sqlite.CreateFunction("bot_now", () => (startedAt + time.GetElapsedTime(started)).ToUnixTimeMilliseconds());

        return connection;
    }
}
