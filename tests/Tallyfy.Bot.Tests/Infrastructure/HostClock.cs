using Microsoft.Extensions.Hosting;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// A story's clock as one bot has it. Once its workers have ended, nobody moves the story's clock for it any more. What
/// waits from then on waits in real time: Polly, for one, waits a moment for a request that is just ending.
/// </summary>
/// <remarks>It is the first hosted service, so it stops as the last.</remarks>
internal sealed class HostClock(TimeProvider clock) : TimeProvider, IHostedService
{
    private volatile bool hasEnded;

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override TimeZoneInfo LocalTimeZone => clock.LocalTimeZone;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow();

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        (hasEnded ? System : clock).CreateTimer(callback, state, dueTime, period);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken)
    {
        hasEnded = true;
        return Task.CompletedTask;
    }
}
