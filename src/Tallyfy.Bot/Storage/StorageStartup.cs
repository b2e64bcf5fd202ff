using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>Runs before any worker: the schema is there, and every commit is durable.</summary>
internal sealed class StorageStartup(
    DbDataSource source,
    IOptions<StorageOptions> options,
    IServiceProvider services,
    Migrations migrations,
    Database database) : IHostedService
{
    // A decision's last try may still be on its way to Tallyfy: its quiet time begins now.
    private const string EndLeases =
        """
        update outbox set lease_until = 0, due_at = bot_now() where lease_until > 0;
        update comments set lease_until = 0 where lease_until > 0;
        update hints set lease_until = 0 where lease_until > 0;
        update installations set lease_until = 0 where lease_until > 0;
        update operator_notices set lease_until = 0 where lease_until > 0;
        update decisions set lease_until = bot_now() where state = 'claimed' and lease_until > bot_now();
        """;

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

        if (connection is SqliteConnection)
        {
            // A file takes one process: whoever held these is gone, whatever clock they went by.
            await database.WriteAsync(unit => unit.ExecuteAsync(EndLeases, new { }, cancellationToken), cancellationToken);
            return;
        }

        command.CommandText = $"select pg_advisory_unlock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
