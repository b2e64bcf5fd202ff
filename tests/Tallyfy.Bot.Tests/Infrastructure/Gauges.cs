using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Tallyfy.Bot.Observability;

namespace Tallyfy.Bot.Tests.Infrastructure;

/// <summary>The bot's gauges as whoever collects its metrics reads them.</summary>
internal sealed class Gauges : IDisposable
{
    private readonly ConcurrentDictionary<string, int> values = new();
    private readonly MeterListener listener = new();

    public Gauges(IMeterFactory meters)
    {
        listener.InstrumentPublished = (instrument, one) =>
        {
            if (instrument.IsObservable && instrument.Meter.Scope == meters)
                one.EnableMeasurementEvents(instrument);
        };
        listener.SetMeasurementEventCallback<int>((instrument, value, _, _) => values[instrument.Name] = value);
        listener.Start();
    }

    public int ActiveDeliveries => values[BotMetrics.ActiveDeliveriesName];

    public int WaitingCalls => values[BotMetrics.WaitingCallsName];

    /// <summary>Asks for all of them.</summary>
    public Gauges Read()
    {
        listener.RecordObservableInstruments();
        return this;
    }

    public void Dispose() => listener.Dispose();
}
