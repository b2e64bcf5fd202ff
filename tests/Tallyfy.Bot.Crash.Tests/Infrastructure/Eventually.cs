namespace Tallyfy.Bot.Crash.Tests.Infrastructure;

/// <summary>Looks at what cannot signal (a store, a journal) until it is so.</summary>
internal static class Eventually
{
    /// <summary>Ends the wait for what never comes; it is no measure of speed.</summary>
    public static TimeSpan Most { get; } = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

    /// <summary>False when the time is over.</summary>
    public static async Task<bool> UntilAsync(Func<Task<bool>> isSo, TimeSpan most)
    {
        using var end = new CancellationTokenSource(most);
        using var clock = new PeriodicTimer(Look);

        try
        {
            while (!await isSo())
                await clock.WaitForNextTickAsync(end.Token);

            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public static Task<bool> UntilAsync(Func<bool> isSo, TimeSpan most) =>
        UntilAsync(() => Task.FromResult(isSo()), most);
}
