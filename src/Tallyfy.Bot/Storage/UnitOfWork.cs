using System.Data.Common;
using Dapper;

namespace Tallyfy.Bot.Storage;

/// <summary>One transaction: all of it is kept, or nothing. Stores write through it, use cases only hand it on.</summary>
internal sealed class UnitOfWork(DbConnection connection, DbTransaction? transaction)
{
    public Task<int> ExecuteAsync(string sql, object parameters, CancellationToken cancellationToken) =>
        connection.ExecuteAsync(Command(sql, parameters, cancellationToken));

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        [.. await connection.QueryAsync<T>(Command(sql, parameters, cancellationToken))];

    public Task<T?> FindAsync<T>(string sql, object parameters, CancellationToken cancellationToken) =>
        connection.QueryFirstOrDefaultAsync<T>(Command(sql, parameters, cancellationToken));

    private CommandDefinition Command(string sql, object parameters, CancellationToken cancellationToken) =>
        new(sql, parameters, transaction, cancellationToken: cancellationToken);
}
