using System.Diagnostics.Metrics;

namespace Tallyfy.Bot.Observability;

/// <summary>What is measured, under its names.</summary>
internal sealed class BotMetrics
{
    public const string MeterName = "Tallyfy.Bot";
    public const string RefusedName = "tallyfy_bot.activities.refused";

    private readonly Gauge<long> trailHead;
    private readonly Counter<long> refused;

    public BotMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        trailHead = meter.CreateGauge<long>(
            "tallyfy_bot.trail.head",
            description: "How many entries of an organization's trail are sealed, pruned ones included.");
        refused = meter.CreateCounter<long>(
            RefusedName, description: "Activities refused because a person or a tenant sent too many.");
    }

    public void TrailSealed(string organization, long sequence) =>
        trailHead.Record(sequence, new KeyValuePair<string, object?>("organization", organization));

    /// <param name="limit">Whose: a person's or a tenant's.</param>
    public void ActivityRefused(string limit) => refused.Add(1, new KeyValuePair<string, object?>("limit", limit));
}
