using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Intake;

/// <summary>Where the intake is behind, in a line for each organization.</summary>
internal sealed class IntakeDelay(
    OrganizationDirectory organizations, HintStore hints, IntakeStatus status, TimeProvider time)
{
    /// <summary>A full budget is spent anew within a minute: who waits longer has too much before them.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<string>> DescribeAsync(CancellationToken cancellationToken)
    {
        var lines = new List<string>();

        foreach (var organization in organizations.All)
        {
            if (await hints.FindDelayAsync(organization.Id, cancellationToken) is { } delay && delay > Usual)
            {
                var waiting = await hints.CountAsync(organization.Id, cancellationToken);
                lines.Add(
                    $"intake of {organization.Id} is behind: {waiting} hints wait, the oldest for "
                    + $"{(long)delay.TotalMinutes} minutes");
            }

            if (status.Of(organization.Id).LeftToFeedAt is { } at && time.GetUtcNow() - at < Usual)
                lines.Add(
                    $"intake of {organization.Id}: webhooks tell more than is read of them, so the feed is read "
                    + "instead");
        }

        return lines;
    }
}
