using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.Storage;

/// <summary>Runs before any worker: the schema is there, and every commit is durable.</summary>
internal sealed class StorageStartup(
    IOptions<StorageOptions> options,
    IServiceProvider services,
    Migrations migrations,
    Database database) : IHostedService
{
    // Any number that no other program uses: processes that start together bring the schema up one after the other.
    private const long MigrationLock = 0x7a11_f90b_07;

    private bool isOpen;

    public Task StartAsync(CancellationToken cancellationToken) => OpenAsync(cancellationToken);

    /// <summary>Once a process: the program itself does it before anything is started, a guest with its host.</summary>
    /// <exception cref="StoreRefusedException">It cannot be used; the sentence says why.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        if (isOpen)
            return;

        try
        {
            await BringUpAsync(cancellationToken);
            isOpen = true;
        }
        catch (Exception e) when (StoreRefusal.Find(e, options.Value) is { } refused)
        {
            throw refused;
        }
    }

    private async Task BringUpAsync(CancellationToken cancellationToken)
    {
        var source = services.GetRequiredService<DbDataSource>(); // the file is taken with it
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
            await database.WriteAsync(unit => EndLeasesAsync(unit, cancellationToken), cancellationToken);
            return;
        }

        command.CommandText = $"select pg_advisory_unlock({MigrationLock})";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // Whatever has a lease is found by its column. A queue's row is due at once; a decision's last try may still be on
    // its way to Tallyfy, so its quiet time begins now.
    private static async Task<int> EndLeasesAsync(UnitOfWork unit, CancellationToken cancellationToken)
    {
        var tables = await unit.QueryAsync<LeasedTable>(
            """
            select tables.name, max(columns.name = 'due_at') as is_queue
            from sqlite_master as tables join pragma_table_info(tables.name) as columns
            where tables.type = 'table'
            group by tables.name having max(columns.name = 'lease_until') = 1
            """,
            new { },
            cancellationToken);

        foreach (var table in tables)
            await unit.ExecuteAsync(
                table.IsQueue > 0
                    ? $"""
                       update {table.Name} set lease_until = 0,
                           due_at = case when due_at > bot_now() then bot_now() else due_at end
                       where lease_until > 0
                       """
                    : $"update {table.Name} set lease_until = bot_now() where lease_until > bot_now()",
                new { },
                cancellationToken);

        return tables.Count;
    }

    private sealed record LeasedTable
    {
        public string Name { get; init; } = "";

        public long IsQueue { get; init; }
    }
}
