using System.Diagnostics;
using System.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;

namespace Tallyfy.Bot.Tests.Infrastructure.Leaks;

/// <summary>
/// Spans and measurements as an exporter would get them. Other stories run in the same process: a request's span is
/// this bot's when it went through it, a measurement when its meter is. What belongs to nobody is everybody's.
/// </summary>
internal sealed class TelemetryTap(LeakScan leaks, IMeterFactory meters) : IHostedService, IDisposable
{
    private const string Requests = "Microsoft.AspNetCore";

    // Spans of requests that are sent: the bot's own handlers make none, and those of the story's client are not the
    // bot's.
    private const string Calls = "System.Net.Http";

    private readonly ActivityListener spans = new();
    private readonly MeterListener measurements = new();

    /// <summary>From here on it is this bot's.</summary>
    public static void Mark(Activity? span, LeakScan whose) => span?.SetCustomProperty(nameof(TelemetryTap), whose);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        spans.ShouldListenTo = source => source.Name != Calls;
        spans.Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded;
        spans.SampleUsingParentId = (ref ActivityCreationOptions<string> _) =>
            ActivitySamplingResult.AllDataAndRecorded;
        spans.ActivityStopped = Note;
        ActivitySource.AddActivityListener(spans);

        measurements.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Scope is null || instrument.Meter.Scope == meters)
                listener.EnableMeasurementEvents(instrument);
        };
        measurements.SetMeasurementEventCallback<int>((instrument, _, tags, _) => Note(instrument, tags));
        measurements.SetMeasurementEventCallback<long>((instrument, _, tags, _) => Note(instrument, tags));
        measurements.SetMeasurementEventCallback<double>((instrument, _, tags, _) => Note(instrument, tags));
        measurements.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        spans.Dispose();
        measurements.Dispose();
    }

    private void Note(Activity span)
    {
        var isMine = span.GetCustomProperty(nameof(TelemetryTap)) is { } whose
            ? whose == leaks
            : span.Source.Name != Requests;

        if (!isMine)
            return;

        leaks.NoteOnce(
            LeakChannel.Trace,
            $"{span.Source.Name} {span.OperationName} {span.DisplayName} {span.StatusDescription}");

        foreach (var (key, value) in span.TagObjects
            .Concat(span.Events.SelectMany(one => one.Tags.Prepend(new("event", one.Name))))
            .Concat(span.Links.SelectMany(one => one.Tags ?? []))
            .Concat(span.Baggage.Select(item => new KeyValuePair<string, object?>(item.Key, item.Value))))
            leaks.NoteOnce(LeakChannel.Trace, $"{span.OperationName}: {key}={value}");
    }

    private void Note(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        foreach (var (key, value) in tags)
        {
            if (value is string or null)
                leaks.NoteOnce(LeakChannel.Metric, $"{instrument.Name}: {key}={value}");
        }
    }
}
