using Microsoft.Data.Sqlite;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A store's file, locked by another program.</summary>
internal sealed class HeldFile(SqliteConnection connection) : IAsyncDisposable
{
    public static async Task<HeldFile> HoldAsync(string connectionString)
    {
        // Another program shares no pool with the bot.
        var own = new SqliteConnectionStringBuilder(connectionString) { Pooling = false };
        var connection = new SqliteConnection(own.ConnectionString);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "begin immediate";
        await command.ExecuteNonQueryAsync();
        return new HeldFile(connection);
    }

    public ValueTask DisposeAsync() => connection.DisposeAsync();
}
