using System.Collections.Concurrent;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Intake;

/// <summary>There is something to read for an organization.</summary>
internal sealed class HintSignal(TimeProvider time)
{
    private readonly ConcurrentDictionary<string, OneSignal> all = new();

    public void Raise(string organization) => Of(organization).Raise();

    public Task WaitAsync(string organization, TimeSpan most, CancellationToken cancellationToken) =>
        Of(organization).WaitAsync(most, cancellationToken);

    private OneSignal Of(string organization) => all.GetOrAdd(organization, _ => new OneSignal(time));

    private sealed class OneSignal(TimeProvider time) : WorkSignal(time);
}
