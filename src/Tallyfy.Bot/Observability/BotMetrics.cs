using System.Diagnostics.Metrics;

namespace Tallyfy.Bot.Observability;

/// <summary>What is measured, under its names.</summary>
internal sealed class BotMetrics(IMeterFactory meters)
{
    public const string Meter = "Tallyfy.Bot";

    private readonly Gauge<long> trailHead = meters.Create(Meter).CreateGauge<long>(
        "tallyfy_bot.trail.head", description: "How many entries of an organization's trail are sealed, pruned ones included.");

    public void TrailSealed(string organization, long sequence) =>
        trailHead.Record(sequence, new KeyValuePair<string, object?>("organization", organization));
}
