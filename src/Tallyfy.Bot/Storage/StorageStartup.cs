using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>Runs before any worker: the schema is there, and every commit is durable.</summary>
internal sealed class StorageStartup(
    DbDataSource source, IOptions<StorageOptions> options, IServiceProvider services, Migrations migrations) : IHostedService
{
    // Any number that no other program uses: processes that start together bring the schema up one after the other.
    private const long MigrationLock = 0x7a11_f90b_07;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await using var connection = await source.OpenConnectionAsync(cancellationToken);
        await using var command = connection.CreateCommand();

        // WAL is kept in the file; synchronous is FULL by default. The lock ends with its connection.
        command.CommandText = connection is SqliteConnection
            ? "pragma journal_mode = wal"
            : $"select pg_advisory_lock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancellationToken);

        // The source hides the password; a file's place was made whole when it was taken.
        migrations.Run(connection is SqliteConnection
            ? services.GetRequiredService<StoreFile>().ConnectionString
            : options.Value.ConnectionString);

        if (connection is not SqliteConnection)
        {
            command.CommandText = $"select pg_advisory_unlock({MigrationLock})";
            await command.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
