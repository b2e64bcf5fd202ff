using System.Diagnostics.Metrics;

namespace Tallyfy.Bot.Observability;

/// <summary>What is measured, under its names.</summary>
internal sealed class BotMetrics
{
    public const string MeterName = "Tallyfy.Bot";
    public const string RefusedName = "tallyfy_bot.activities.refused";

    public const string ActiveDeliveriesName = "tallyfy_bot.deliveries.active";
    public const string WaitingCallsName = "tallyfy_bot.calls.waiting";

    private readonly Meter meter;
    private readonly Gauge<long> trailHead;
    private readonly Counter<long> refused;

    public BotMetrics(IMeterFactory meters)
    {
        meter = meters.Create(MeterName);
        trailHead = meter.CreateGauge<long>(
            "tallyfy_bot.trail.head",
            description: "How many entries of an organization's trail are sealed, pruned ones included.");
        refused = meter.CreateCounter<long>(
            RefusedName, description: "Activities refused because a person or a tenant sent too many.");
    }

    /// <param name="active">Cards taken from the outbox and not finished.</param>
    public void ObserveDeliveries(Func<int> active) => meter.CreateObservableGauge(
        ActiveDeliveriesName, active, description: "Cards on their way to a chat.");

    /// <param name="waiting">Calls to the chat platform that its limits hold back.</param>
    public void ObserveCalls(Func<int> waiting) => meter.CreateObservableGauge(
        WaitingCallsName, waiting, description: "Calls to the chat platform that wait for their turn.");

    public void TrailSealed(string organization, long sequence) =>
        trailHead.Record(sequence, new KeyValuePair<string, object?>("organization", organization));

    /// <param name="limit">Whose: a person's or a tenant's.</param>
    public void ActivityRefused(string limit) => refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
