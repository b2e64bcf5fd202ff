using Tallyfy.Bot.Operators;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Work;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Intake;

/// <summary>Reads what the hints name, one after the other for each organization, within its request budget.</summary>
internal sealed partial class HintWorker(
    HintStore hints,
    HintSignal signal,
    OrganizationLease lease,
    RequestBudget budget,
    FollowHint follow,
    TallyfyAccess access,
    OrganizationDirectory organizations,
    ILogger<HintWorker> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(organizations.All.Select(organization => ReadAllAsync(organization, stoppingToken)));

    private async Task ReadAllAsync(Organization organization, CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (!await ReadNextAsync(organization, cancellationToken))
                    await signal.WaitAsync(organization.Id, Pause, cancellationToken);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                LogStopped(e, organization.Id);
                await signal.WaitAsync(organization.Id, Pause, cancellationToken);
            }
        }
    }

    /// <summary>
    /// False when nothing is due, another process reads, or Tallyfy does not let the bot in: the feed and the sweep
    /// find out when it does.
    /// </summary>
    private async Task<bool> ReadNextAsync(Organization organization, CancellationToken cancellationToken)
    {
        if (access.IsRefused(organization) || !await lease.HoldAsync(organization.Id, cancellationToken))
            return false;

        await budget.WaitForRoomAsync(organization.Id, cancellationToken);

        var open = budget.OpenTo(organization.Id);

        if (await hints.LeaseAsync(organization.Id, open, cancellationToken) is not { } leased)
            return false;

        try
        {
            using (budget.Enter(organization.Id, leased.Source))
                await access.ReadAsync(
                    organization,
                    TallyfyReader.Hint,
                    () => follow.ExecuteAsync(organization, leased.Hint, cancellationToken),
                    cancellationToken);

            await hints.FinishAsync(leased, cancellationToken);
            LogRead(leased.Kind, leased.Subject, organization.Id);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            await hints.PostponeAsync(leased, TimeSpan.Zero, null, CancellationToken.None);
            throw;
        }
        catch (TallyfyException e)
        {
            var delay = Later(leased, e.RetryAfter);
            await hints.PostponeAsync(leased, delay, e.Kind.ToString(), cancellationToken);
            LogPostponed(
                access.IsUnread(organization) ? LogLevel.Debug : LogLevel.Warning, // then why is said already
                leased.Kind, leased.Subject, e.Kind, e.RequestId, delay);
        }
        catch (Exception e)
        {
            await hints.PostponeAsync(leased, Later(leased, null), e.GetType().Name, cancellationToken);
            LogFailed(e, leased.Kind, leased.Subject);
        }

        return true;
    }

    private static TimeSpan Later(LeasedHint leased, TimeSpan? asked)
    {
        var ours = RetrySchedule.After(leased.Attempts);
        return asked > ours ? asked.Value : ours;
    }

    [LoggerMessage(LogLevel.Debug, "Read {Kind} {Id} of {Organization}")]
    private partial void LogRead(HintKind kind, string id, string organization);

    [LoggerMessage("{Kind} {Id} could not be read: {Failure} (request {RequestId}); tried again in {Delay}")]
    private partial void LogPostponed(
        LogLevel level,
        HintKind kind,
        string id,
        TallyfyErrorKind failure,
        string? requestId,
        TimeSpan delay);

    [LoggerMessage(LogLevel.Error, "{Kind} {Id} could not be taken in; it is kept and tried again")]
    private partial void LogFailed(Exception exception, HintKind kind, string id);

    [LoggerMessage(LogLevel.Error, "Reading what changed in {Organization} stopped short; it goes on in a moment")]
    private partial void LogStopped(Exception exception, string organization);
}
