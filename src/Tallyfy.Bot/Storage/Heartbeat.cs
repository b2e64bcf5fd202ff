namespace Tallyfy.Bot.Storage;

/// <summary>Whether the store keeps what is written, found out by writing: a full disk still reads.</summary>
internal sealed partial class Heartbeat(Database database, TimeProvider time, ILogger<Heartbeat> logger)
{
    public async Task<bool> BeatAsync(CancellationToken cancellationToken)
    {
        try
        {
            await database.WriteAsync(
                unit => unit.ExecuteAsync(
                    """
                    insert into heartbeat (id, beat_at) values (1, @at)
                    on conflict (id) do update set beat_at = excluded.beat_at
                    """,
                    new { at = time.GetUtcNow().ToUnixTimeMilliseconds() },
                    cancellationToken),
                cancellationToken);
            return true;
        }
        catch (StoreUnavailableException e)
        {
            LogUnavailable(e);
            return false;
        }
    }

    [LoggerMessage(LogLevel.Error, "The store keeps nothing at the moment")]
    private partial void LogUnavailable(StoreUnavailableException exception);
}
