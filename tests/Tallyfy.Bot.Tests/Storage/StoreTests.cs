using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Tests.Infrastructure;

namespace Tallyfy.Bot.Tests.Storage;

/// <summary>A store that must not be opened is refused with a sentence, before anything is changed in it.</summary>
public sealed class StoreTests : IDisposable
{
    private const string FromTheFuture =
        "insert into SchemaVersions (ScriptName, Applied) values ('Tallyfy.Bot.Storage.Schema.999_future.sql', "
        + "datetime('now'))";

    // As the eighteen scripts of then left their journal, and the first of their tables.
    private const string FromBeforeTheRelease =
        """
        create table SchemaVersions (
            SchemaVersionID integer constraint 'PK_SchemaVersions_SchemaVersionID' primary key autoincrement not null,
            ScriptName text not null,
            Applied datetime not null);
        insert into SchemaVersions (ScriptName, Applied) values
            ('Tallyfy.Bot.Storage.Schema.001_approvals.sql', datetime('now')),
            ('Tallyfy.Bot.Storage.Schema.002_people.sql', datetime('now'));
        create table approvals (organization text not null, task text not null, generation bigint not null);
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("tallyfy-store-").FullName;

    private StorageOptions File =>
        new() { ConnectionString = $"Data Source={Path.Combine(folder, "bot.db")};Pooling=False" };

    [Fact]
    public void A_second_process_on_the_same_file_is_told_what_to_do()
    {
        using var first = Take();

        var refusal = Assert.Throws<StoreRefusedException>(Take);

        Assert.Contains("another bot process uses it", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:Bot", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_stops_the_schema_is_a_sentence_and_no_stack_in_the_log()
    {
        var log = new RecordingLogger();
        using var loggers = LoggerFactory.Create(logging => logging.AddProvider(log));
        var migrations = new Migrations(Options.Create(File), loggers.CreateLogger<Migrations>());
        Execute("create table heartbeat (id integer)");

        Assert.Throws<StoreRefusedException>(() => migrations.Run($"{File.ConnectionString};Mode=ReadOnly"));

        Assert.Equal("", log.Text);
    }

    [Fact]
    public void A_file_of_a_newer_version_is_refused_and_left_alone()
    {
        var migrations = new Migrations(Options.Create(File), NullLogger<Migrations>.Instance);
        migrations.Run(File.ConnectionString);
        Execute(FromTheFuture);

        var refusal = Assert.Throws<StoreRefusedException>(() => migrations.Run(File.ConnectionString));

        Assert.Contains("newer version", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("999_future", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_from_before_the_first_release_is_refused_and_left_alone()
    {
        Execute(FromBeforeTheRelease);
        var migrations = new Migrations(Options.Create(File), NullLogger<Migrations>.Instance);

        var refusal = Assert.Throws<StoreRefusedException>(() => migrations.Run(File.ConnectionString));

        Assert.Contains("before its first release", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Name a new, empty store in ConnectionStrings:Bot", refusal.Message, StringComparison.Ordinal);
        Assert.Equal(0L, Execute("select count(*) from sqlite_master where name = 'leases'"));
    }

    [Fact]
    public void Bringing_a_store_to_this_version_twice_changes_nothing()
    {
        var migrations = new Migrations(Options.Create(File), NullLogger<Migrations>.Instance);

        migrations.Run(File.ConnectionString);
        migrations.Run(File.ConnectionString);

        Assert.Equal(0L, Execute("select count(*) from decisions"));
    }

    [Fact]
    public async Task What_a_process_that_died_had_leased_is_free_when_the_next_opens_its_file_whatever_the_clock_says()
    {
        new Migrations(Options.Create(File), NullLogger<Migrations>.Instance).Run(File.ConnectionString);
        Execute(
            """
            pragma foreign_keys = off;
            insert into outbox (id, kind, posted_card_id, tenant_id, conversation,
                    state, due_at, attempts, lease_until, wanted, created_at)
                values ('o', 'Post', 'c', 't', 'v', 'Due', 9e15, 1, 9e15, 1, 0);
            insert into hints (id, organization, kind, subject, priority, fingerprint, times_notified,
                    state, due_at, attempts, lease_until, created_at)
                values ('h', 'o', 'Task', 's', 0, '', 1, 'Due', 0, 1, 9e15, 0);
            insert into leases (kind, name, holder, lease_until) values ('Tenant', 't', 'who died', 9e15);
            """);
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Bot"] = File.ConnectionString;
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStorage();
        await using var app = builder.Build();

        await app.Services.GetServices<IHostedService>().OfType<StorageStartup>().Single()
            .StartAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            0L,
            Execute(
                "select sum(lease_until) from (select lease_until from outbox union all select lease_until from "
                + "hints)"));
        Assert.Equal(1L, Execute("select count(*) from outbox where due_at < 9e15"));
        Assert.Equal(0L, Execute("select count(*) from leases where lease_until = 9e15"));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private StoreFile Take() => new(
        Options.Create(File),
        new HostingEnvironment { EnvironmentName = Environments.Development },
        NullLogger<StoreFile>.Instance);

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection(File.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
