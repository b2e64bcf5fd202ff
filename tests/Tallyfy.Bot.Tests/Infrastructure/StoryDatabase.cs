using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Npgsql;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A story's own database in this run's PostgreSQL, copied from one whose clock is the story's, and the one connection
/// by which the story itself reaches it.
/// </summary>
internal sealed class StoryDatabase : IAsyncDisposable
{
    private const string Own = "story";

    private static readonly Lazy<Task<string>> Template = new(CreateTemplateAsync);

    private readonly string name;
    private readonly NpgsqlDataSource source;

    private StoryDatabase(string name, string connectionString)
    {
        (this.name, ConnectionString) = (name, connectionString);
        source = NpgsqlDataSource.Create(
            $"{connectionString};Application Name={Own};Options=-c default_transaction_read_only=off;"
            + "Server Compatibility Mode=NoTypeLoading");
    }

    /// <summary>How the bot connects to it.</summary>
    public string ConnectionString { get; }

    /// <summary>A fresh database, with the clock at this instant.</summary>
    public static async Task<StoryDatabase> CreateAsync(DateTimeOffset now)
    {
        var template = await Template.Value;
        var cluster = await PostgresCluster.StartedAsync();
        var name = await cluster.CreateDatabaseAsync(template);
        var database = new StoryDatabase(name, PostgresCluster.ConnectionTo(cluster.Port, name));
        await database.SetClockAsync(now);
        return database;
    }

    /// <summary>What leases compare from now on.</summary>
    public async Task SetClockAsync(DateTimeOffset now)
    {
        await using var command = source.CreateCommand("update story_clock set now_ms = $1");
        command.Parameters.AddWithValue(now.ToUnixTimeMilliseconds());
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>How many are connected with it.</summary>
    public async Task<long> CountSessionsAsync()
    {
        await using var command = source.CreateCommand(
            $"""
            select count(*) from pg_stat_activity
            where datname = current_database() and application_name <> '{Own}'
            """);
        return (long)(await command.ExecuteScalarAsync())!;
    }

    /// <summary>Nested loops alone: whatever a statement may do once for each row, it does.</summary>
    public async Task PlanByLoopsAsync()
    {
        foreach (var plan in new[] { "hashjoin", "mergejoin", "hashagg", "sort", "material" })
        {
            await using var command = source.CreateCommand($"alter database {name} set enable_{plan} = off");
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Every session from now on may only read, as on a standby.</summary>
    public async Task<IAsyncDisposable> RefuseWritesAsync()
    {
        await SetReadOnlyAsync(true);
        return new ReadOnly(this);
    }

    public async ValueTask DisposeAsync()
    {
        await source.DisposeAsync();
        var cluster = await PostgresCluster.StartedAsync();
        await cluster.ExecuteAsync("postgres", $"drop database {name} with (force)");
    }

    private async Task SetReadOnlyAsync(bool isReadOnly)
    {
        await using var setting = source.CreateCommand(
            $"alter database {name} set default_transaction_read_only = {(isReadOnly ? "on" : "off")}");
        await setting.ExecuteNonQueryAsync();
        await using var ending = source.CreateCommand(
            $"""
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and application_name <> '{Own}'
            """);
        await ending.ExecuteNonQueryAsync();
    }

    private sealed class ReadOnly(StoryDatabase database) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await database.SetReadOnlyAsync(false);
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
