using Microsoft.Extensions.Options;
using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Reads the activity feed of each organization by the clock; what was before the start, the first sweep finds.
/// </summary>
internal sealed partial class ActivityFeed(
    OrganizationDirectory organizations,
    ReadFeed readFeed,
    TallyfyAccess access,
    OrganizationLease lease,
    IOptions<IntakeOptions> options,
    TimeProvider time,
    ILogger<ActivityFeed> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(organizations.All.Select(organization => ReadByTheClockAsync(organization, stoppingToken)));

    private async Task ReadByTheClockAsync(Organization organization, CancellationToken cancellationToken)
    {
        var period = options.Value.FeedEvery!.Value;
        using var clock = new PeriodicTimer(period, time);
        LogBegan(organization.Id, period);

        while (await clock.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                if (await lease.HoldAsync(organization.Id, cancellationToken))
                    await access.ReadAsync(
                        organization,
                        TallyfyReader.Feed,
                        () => ReadAsync(organization, cancellationToken),
                        cancellationToken);
                else
                    readFeed.LeaveToAnother(organization);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (TallyfyException) when (access.IsRefused(organization))
            {
                LogNotLetIn(organization.Id); // loudly once, when it began
            }
            catch (TallyfyException e)
            {
                LogTallyfyFailed(organization.Id, e.Kind, (int?)e.Status, e.RequestId);
            }
            catch (Exception e)
            {
                LogFailed(e, organization.Id);
            }
        }
    }

    private async Task ReadAsync(Organization organization, CancellationToken cancellationToken) =>
        LogRead(organization.Id, await readFeed.ExecuteAsync(organization, cancellationToken));

    [LoggerMessage(LogLevel.Information, "The feed of {Organization} is read every {Period}")]
    private partial void LogBegan(string organization, TimeSpan period);

    [LoggerMessage(LogLevel.Debug, "The feed of {Organization} has {Fresh} new rows")]
    private partial void LogRead(string organization, int fresh);

    [LoggerMessage(
        LogLevel.Debug,
        "The feed of {Organization}: Tallyfy does not let the bot in; the next round tries again")]
    private partial void LogNotLetIn(string organization);

    [LoggerMessage(
        LogLevel.Debug, // why is said once, by TallyfyOutages
        "The feed of {Organization} could not be read: Tallyfy answered {Kind} (status {Status}, request "
        + "{RequestId}); the sweep finds what it would have said")]
    private partial void LogTallyfyFailed(string organization, TallyfyErrorKind kind, int? status, string? requestId);

    [LoggerMessage(LogLevel.Error, "The feed of {Organization} could not be read; the next round tries again")]
    private partial void LogFailed(Exception exception, string organization);
}
