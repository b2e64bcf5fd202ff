using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>
/// Counts one of the story's counters as an operator's metrics would, by the value of its one tag, if any.
/// </summary>
internal sealed class Counts : IDisposable
{
    private readonly ConcurrentDictionary<string, long> byTag = new();
    private readonly MeterListener listener = new();

    public Counts(ApprovalStory story, string name)
        : this(story.Services.GetRequiredService<IMeterFactory>(), name)
    {
    }

    public Counts(IMeterFactory ours, string name)
    {
        listener.InstrumentPublished = (instrument, all) =>
        {
            if (instrument.Name == name && instrument.Meter.Scope == ours)
                all.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<long>(
            (_, count, tags, _) => byTag.AddOrUpdate(
                tags.Length > 0 ? $"{tags[0].Value}" : "", count, (_, before) => before + count));
        listener.Start();
    }

    public long All => byTag.Values.Sum();

    public long Of(string tag) => byTag.GetValueOrDefault(tag);

    public void Dispose() => listener.Dispose();
}
