using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Health;

/// <summary>
/// Ready: the store keeps what is written. What needs somebody's attention all the same is for operators.
/// </summary>
internal sealed class ReadinessReport(
    Heartbeat heartbeat, DeliveryReport deliveries, TrailStore trail, IntakeDelay delay)
{
    public async Task<HealthAnswer> DescribeAsync(CancellationToken cancellationToken)
    {
        if (!await heartbeat.BeatAsync(cancellationToken))
            return new HealthAnswer(false, "not ready: the bot's own store does not answer, or keeps nothing");

        IEnumerable<string> lines =
        [
            "ready",
            $"{await deliveries.CountAsync(cancellationToken)}",
            $"{await trail.CountAsync(null, cancellationToken)}",
            .. await delay.DescribeAsync(cancellationToken),
        ];
        return new HealthAnswer(true, string.Join('\n', lines));
    }
}
