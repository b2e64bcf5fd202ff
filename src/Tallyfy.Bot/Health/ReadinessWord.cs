using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Health;

/// <summary>
/// What everybody is told. It is found out once a second at most, however many ask: each time the store is written.
/// </summary>
internal sealed class ReadinessWord(Heartbeat heartbeat, TimeProvider time)
{
    private static readonly TimeSpan GoodFor = TimeSpan.FromSeconds(1);

    private readonly Lock gate = new();
    private Task<bool>? last;
    private long since;

    public Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        lock (gate)
        {
            // Nobody's leaving ends it: others wait for it, too.
            if (last is null || (last.IsCompleted && time.GetElapsedTime(since) >= GoodFor))
                (last, since) = (heartbeat.BeatAsync(CancellationToken.None), time.GetTimestamp());

            return last.WaitAsync(cancellationToken);
        }
    }
}
