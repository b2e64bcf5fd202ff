using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Tallyfy.Client.Tests.Infrastructure;

/// <summary>A clock that stands still and says when somebody starts to wait for it.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<TimeSpan, TaskCompletionSource> waits = new();

    /// <summary>Completes once somebody waits for exactly this long.</summary>
    public Task WaitedFor(TimeSpan duration) => Wait(duration).Task;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        Wait(dueTime).TrySetResult();
        return timer;
    }

    private TaskCompletionSource Wait(TimeSpan duration) =>
        waits.GetOrAdd(duration, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
}
