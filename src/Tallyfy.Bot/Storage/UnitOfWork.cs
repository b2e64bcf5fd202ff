using System.Data.Common;
using Dapper;
using Npgsql;

namespace Tallyfy.Bot.Storage;

/// <summary>
/// One transaction: all of it is kept, or nothing. Stores write through it, use cases only hand it on.
/// </summary>
internal sealed class UnitOfWork(DbConnection connection, DbTransaction? transaction)
{
    private readonly bool isPostgres = connection is NpgsqlConnection;

    /// <summary>
    /// Ends the selection of rows to lease. On PostgreSQL other processes take other rows; without it one that waited
    /// for a lock may find nothing although rows are due. SQLite has one writer. The selection must be materialized: as
    /// a plain subquery it may be run once for each row, and then leases more than its limit.
    /// </summary>
    public string SkipLocked => isPostgres ? "for update skip locked" : "";

    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, parameters, cancellationToken));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(
        string sql,
        object parameters,
        CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))];

    public Task<T?> FindAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, cancellationToken));

    /// <summary>The clock that leases compare. Handed in, it is read once and not for every row.</summary>
    public async Task<long> ReadClockAsync(CancellationToken cancellationToken) =>
        await FindAsync<long>("select bot_now()", new { }, cancellationToken);

    /// <summary>
    /// "is one of the list @name". Npgsql sends a list as one array; SQLite needs it spelled out, which Dapper does.
    /// </summary>
    public string In(string name) => isPostgres ? $"= any(@{name})" : $"in @{name}";

    private CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
