using Microsoft.Data.Sqlite;

namespace Tallyfy.Bot.Storage;

/// <summary>Runs before any worker: the schema is there, and every commit is durable.</summary>
internal sealed class StorageStartup(StoreFile file, Migrations migrations) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var connection = new SqliteConnection(file.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "pragma journal_mode = wal"; // kept in the file; synchronous is FULL by default
            await command.ExecuteNonQueryAsync(cancellationToken);
        }

        migrations.Run(file.ConnectionString);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
