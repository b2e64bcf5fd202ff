using System.Data.Common;

namespace Tallyfy.Bot.Storage;

/// <summary>Opens connections and transactions; the one place that knows which engine is behind them.</summary>
internal sealed class Database(DbDataSource source) : IDisposable
{
    // SQLite has one writer at a time; waiting here is cheaper and fairer than its busy loop.
    private readonly SemaphoreSlim writer = new(1);

    public async Task<T> ReadAsync<T>(Func<UnitOfWork, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        return await read(new UnitOfWork(connection, null));
    }

    public async Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> write, CancellationToken cancellationToken)
    {
        await writer.WaitAsync(cancellationToken);

        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
            var result = await write(new UnitOfWork(connection, transaction));
            await transaction.CommitAsync(cancellationToken);
            return result;
        }
        finally
        {
            writer.Release();
        }
    }

    public void Dispose() => writer.Dispose();
}
