namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>Which side of an exchange is held.</summary>
internal enum Side
{
    /// <summary>What was asked has not been passed on: it has no effect.</summary>
    Request,

    /// <summary>It had its effect, and whoever asked does not know.</summary>
    Answer,
}

/// <summary>
/// Whatever passes between the bot and its neighbours can be stopped here, and is never let go after a crash.
/// </summary>
internal sealed class Breakpoints : IDisposable
{
    private readonly Lock gate = new();
    private readonly List<Hold> waiting = [];
    private CancellationTokenSource life = new();

    /// <summary>
    /// Stops the first exchange that is so; what it sees is method, path and body, or the words of a transaction.
    /// </summary>
    public Hold Next(Side half, Func<string, bool> isSo, int skip = 0)
    {
        var hold = new Hold(half, isSo, skip);

        lock (gate)
            waiting.Add(hold);

        return hold;
    }

    public Hold? Find(Side half, string exchange)
    {
        lock (gate)
        {
            var found = waiting.Find(hold => hold.Side == half && hold.IsSo(exchange));

            if (found is null || found.Skips())
                return null;

            waiting.Remove(found);
            return found;
        }
    }

    /// <summary>Ends only by <see cref="Abandon"/>: what is held stays without effect, or without an answer.</summary>
    public async Task StopAsync(Hold hold)
    {
        CancellationToken token;

        lock (gate)
            token = life.Token;

        hold.Arrive();
        await new TaskCompletionSource().Task.WaitAsync(token);
    }

    public async Task StopIfHeldAsync(Side half, string exchange)
    {
        if (Find(half, exchange) is { } hold)
            await StopAsync(hold);
    }

    /// <summary>The process is dead: everything that was stopped for it is dropped.</summary>
    public void Abandon()
    {
        CancellationTokenSource before;

        lock (gate)
        {
            waiting.Clear();
            before = life;
            life = new CancellationTokenSource();
        }

        before.Cancel();
        before.Dispose();
    }

    public void Dispose()
    {
        Abandon();
        life.Dispose();
    }
}

/// <summary>One place where something stops.</summary>
internal sealed class Hold(Side half, Func<string, bool> isSo, int skip)
{
    private readonly TaskCompletionSource arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int left = skip;

    public Side Side => half;

    public Task ArrivedAsync => arrived.Task;

    public bool IsSo(string exchange) => isSo(exchange);

    public bool Skips() => left-- > 0;

    public void Arrive() => arrived.TrySetResult();
}
