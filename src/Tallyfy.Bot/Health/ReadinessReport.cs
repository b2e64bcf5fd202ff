using Tallyfy.Bot.Intake;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Health;

/// <summary>
/// Ready: the store keeps what is written, and the last sweep of every organization got through. Why not, and what
/// needs somebody's attention all the same, is for operators.
/// </summary>
internal sealed class ReadinessReport(
    Heartbeat heartbeat,
    AccessStore access,
    OrganizationDirectory organizations,
    IntakeStatus status,
    TokenWatch tokens,
    DeliveryReport deliveries,
    TrailStore trail,
    IntakeDelay delay)
{
    /// <summary>Null while it is ready.</summary>
    public async Task<string?> FindReasonAsync(CancellationToken cancellationToken)
    {
        if (!await heartbeat.BeatAsync(cancellationToken))
            return "the bot's own store does not answer, or keeps nothing";

        var lockedOut = await access.ListRefusedAsync(cancellationToken);
        var (refused, others) = (organizations.All.Where(IsRefused), organizations.All.Where(one => !IsRefused(one)));
        var silent = others.Where(organization => status.Of(organization.Id).IsHealthy is not true)
            .Select(organization => organization.Id).ToList();
        List<string> reasons =
        [
            .. refused.Select(AccessWords.Refused),
            .. silent.Count == 0 ? (string[])[] : [$"Tallyfy could not be read for {string.Join(", ", silent)}"],
        ];

        return reasons.Count > 0 ? string.Join("; ", reasons) : null;

        bool IsRefused(Organization organization) => lockedOut.Contains(organization.Id);
    }

    public async Task<string> DescribeAsync(CancellationToken cancellationToken)
    {
        IEnumerable<string> lines =
        [
            "ready",
            $"{await deliveries.CountAsync(cancellationToken)}",
            $"{await trail.CountAsync(null, cancellationToken)}",
            .. organizations.All.Where(one => tokens.FindEnd(one) is not null)
                .Select(one => AccessWords.Ends(one, tokens.FindEnd(one)!.Value)),
            .. await delay.DescribeAsync(cancellationToken),
        ];
        return string.Join('\n', lines);
    }
}
