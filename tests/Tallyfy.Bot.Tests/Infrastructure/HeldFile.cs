using Microsoft.Data.Sqlite;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A store's file, locked by another program.</summary>
internal sealed class HeldFile(SqliteConnection connection) : IAsyncDisposable
{
    public static async Task<HeldFile> HoldAsync(string connectionString)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "begin immediate";
        await command.ExecuteNonQueryAsync();
        return new HeldFile(connection);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
