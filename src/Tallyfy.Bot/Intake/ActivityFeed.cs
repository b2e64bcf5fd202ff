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
    ListingStore listings,
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
        var hasFailed = false;
        LogBegan(organization.Id, period);

        while (await clock.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                if (await lease.HoldAsync(organization.Id, cancellationToken))
                    hasFailed = await ReadAsync(organization, hasFailed, cancellationToken);
                else
                    readFeed.LeaveToAnother(organization);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (TallyfyException) when (access.IsRefused(organization))
            {
                hasFailed = true;
                LogNotLetIn(organization.Id); // loudly once, when it began
            }
            catch (TallyfyException e)
            {
                hasFailed = true;
                LogTallyfyFailed(organization.Id, e.Kind, (int?)e.Status, e.RequestId);
            }
            catch (Exception e)
            {
                LogFailed(e, organization.Id);
            }
        }
    }

    /// <summary>Whether what is listed still is not as good as now: the sweep may meet what this does not.</summary>
    private async Task<bool> ReadAsync(
        Organization organization, bool hasFailed, CancellationToken cancellationToken)
    {
        try
        {
            await access.ReadAsync(
                organization,
                TallyfyReader.Feed,
                async () => LogRead(organization.Id, await readFeed.ExecuteAsync(organization, cancellationToken)),
                cancellationToken);
        }
        catch (TallyfyException)
        {
            await listings.FailAsync(organization.Id, cancellationToken);
            throw;
        }

        if (hasFailed && !access.IsUnread(organization))
            await listings.EndFailureAsync(organization.Id, cancellationToken);

        return hasFailed && access.IsUnread(organization);
    }

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
