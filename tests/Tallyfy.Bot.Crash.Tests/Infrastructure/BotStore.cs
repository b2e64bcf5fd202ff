using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

internal enum Engine
{
    Sqlite,
    Postgres,
}

/// <summary>The bot's store, read past the bot: only whether it is at rest, and which messages it can reach.</summary>
internal sealed class BotStore(Engine engine, string connection) : IAsyncDisposable
{
    // A card that offers to take a decision back is shown again when that time is over, and rests until then.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(30);

    private readonly DbDataSource source = engine is Engine.Sqlite
        ? SqliteFactory.Instance.CreateDataSource(connection)
        : NpgsqlDataSource.Create(connection);

    /// <summary>Nothing is due in the outbox, and no decision waits for its end.</summary>
    public async Task<bool> IsAtRestAsync() => (await UnrestAsync()).Count == 0;

    /// <summary>What keeps it from resting, by id.</summary>
    public Task<IReadOnlyList<string>> UnrestAsync() => ReadAsync(
        $"""
        select 'outbox ' || kind || ' ' || attempts || ' ' || coalesce(last_error, '') from outbox
            where state = 'Due'
                and (attempts > 0 or due_at < {DateTimeOffset.UtcNow.Add(Soon).ToUnixTimeMilliseconds()})
        union all select 'decision ' || id || ' ' || attempts from decisions where state = 'Claimed'
        """);

    /// <summary>Deliveries that were given up or wait for their person.</summary>
    public Task<IReadOnlyList<string>> GivenUpAsync() =>
        ReadAsync("select state || ' ' || kind || ' ' || coalesce(last_error, '') from outbox where state <> 'Due'");

    public Task<IReadOnlyList<string>> ReachableAsync() =>
        ReadAsync("select activity_id from posted_cards where activity_id is not null and state <> 'Lost'");

    public ValueTask DisposeAsync() => source.DisposeAsync();

    private async Task<IReadOnlyList<string>> ReadAsync(string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();

        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));

        return found;
    }
}
