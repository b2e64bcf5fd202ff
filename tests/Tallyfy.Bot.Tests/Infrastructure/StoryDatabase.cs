using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>A story's own database in this run's PostgreSQL, copied from one whose clock is the story's.</summary>
internal static class StoryDatabase
{
    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    /// <summary>A fresh database, with the clock at this instant; answers how to connect to it.</summary>
    public static async Task<string> CreateAsync(DateTimeOffset now)
    {
        var template = await Template.Value;
        var cluster = await PostgresCluster.StartedAsync();
        var connection = PostgresCluster.ConnectionTo(cluster.Port, await cluster.CreateDatabaseAsync(template));
        await SetClockAsync(connection, now);
        return connection;
    }

    /// <summary>What leases compare from now on.</summary>
    public static async Task SetClockAsync(string connection, DateTimeOffset now)
    {
        await using var source = NpgsqlDataSource.Create($"{connection};Options=-c default_transaction_read_only=off");
        await using var command = source.CreateCommand("update story_clock set now_ms = $1");
        command.Parameters.AddWithValue(now.ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many are connected with it.</summary>
    public static async Task<long> CountSessionsAsync(string connection)
    {
        var session = new NpgsqlConnectionStringBuilder(connection) { Pooling = false };
        var database = session.Database!;
        session.Database = "postgres";
        await using var source = NpgsqlDataSource.Create(session);
        await using var command = source.CreateCommand("select count(*) from pg_stat_activity where datname = $1");
        command.Parameters.AddWithValue(database);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Nested loops alone: whatever a statement may do once for each row, it does.</summary>
    public static async Task PlanByLoopsAsync(string connection)
    {
        await using var source = NpgsqlDataSource.Create(connection);

        foreach (var plan in new[] { "hashjoin", "mergejoin", "hashagg", "sort", "material" })
        {
            await using var command = source.CreateCommand(
                $"do $$ begin execute format('alter database %I set enable_{plan} = off', current_database()); end $$");
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Every session from now on may only read, as on a standby.</summary>
    public static async Task<IAsyncDisposable> RefuseWritesAsync(string connection)
    {
        var database = new NpgsqlConnectionStringBuilder(connection).Database!;
        await SetReadOnlyAsync(database, true);
        return new ReadOnlyDatabase(database);
    }

    private static async Task SetReadOnlyAsync(string database, bool isReadOnly)
    {
        var cluster = await PostgresCluster.StartedAsync();
        await cluster.ExecuteAsync(
            "postgres", $"alter database {database} set default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        await cluster.ExecuteAsync(
            "postgres", $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database}'");
    }

    private sealed class ReadOnlyDatabase(string database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await SetReadOnlyAsync(database, false);
    }

    private static async Task<string> CreateTemplateAsync()
    {
        var cluster = await PostgresCluster.StartedAsync();
        var template = await cluster.CreateDatabaseAsync("template0");
        var options = Options.Create(new StorageOptions
        {
            Provider = StorageProvider.Postgres,
            ConnectionString = PostgresCluster.ConnectionTo(cluster.Port, template) + ";Pooling=false",
        });
        new Migrations(options, NullLogger<Migrations>.Instance).Run(options.Value.ConnectionString);
        await cluster.ExecuteAsync(
            template,
            """
            create table story_clock (now_ms bigint not null);
            insert into story_clock values (0);
            create or replace function bot_now() returns bigint language sql volatile as
                'select now_ms from story_clock';
            """);
        return template;
    }
}
