using System.Net;
using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Asks Tallyfy, at start, to tell this bot what happens; where that is not allowed, feed and sweep are enough.
/// </summary>
internal sealed partial class RegisterWebhook(
    OrganizationDirectory organizations,
    OrganizationLease lease,
    RequestBudget budget,
    IOptions<TallyfyOptions> options,
    ILogger<RegisterWebhook> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.PublicUrl is not { } publicUrl)
            return;

        foreach (var organization in organizations.All)
        {
            if (organization.WebhookSecrets is [var secret, ..])
                await RegisterAsync(
                    organization,
                    publicUrl.AbsoluteUri.TrimEnd('/') + TallyfyWebhookEndpoint.Path,
                    secret,
                    stoppingToken);
        }
    }

    private async Task RegisterAsync(
        Organization organization, string ours, string secret, CancellationToken cancellationToken)
    {
        try
        {
            if (!await lease.HoldAsync(organization.Id, cancellationToken))
                return;

            using var scope = budget.Enter(organization.Id);
            var watchers = await organization.ServiceClient.ListWebhookWatchersAsync(organization.Id, cancellationToken)
                .Where(watcher => watcher.Address?.StartsWith(ours, StringComparison.Ordinal) is true)
                .ToListAsync(cancellationToken);

            if (watchers.Exists(watcher => watcher.Address == ours + secret))
            {
                LogThere(organization.Id);
            }
            else
            {
                var me = await organization.ServiceClient.GetMeAsync(cancellationToken);
                await organization.ServiceClient.AddWebhookWatcherAsync(
                    organization.Id,
                    me.Id,
                    new Uri(ours + secret),
                    cancellationToken);
                LogAdded(organization.Id);
            }

            // A secret that was changed: once the new address is told, the former one needs to be told no more.
            foreach (var former in watchers.Where(watcher => watcher.Address != ours + secret))
            {
                await organization.ServiceClient.RemoveWatcherAsync(organization.Id, former.Id, cancellationToken);
                LogRemoved(organization.Id);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The host stops.
        }
        catch (TallyfyException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            LogNotAllowed(organization.Id, (int)e.Status);
        }
        catch (TallyfyException e)
        {
            LogRefused(organization.Id, e.Kind, (int?)e.Status, e.RequestId);
        }
        catch (Exception e)
        {
            LogFailed(e, organization.Id);
        }
    }

    [LoggerMessage(LogLevel.Information, "Tallyfy already tells this bot by webhook what happens in {Organization}")]
    private partial void LogThere(string organization);

    [LoggerMessage(LogLevel.Information, "Tallyfy now tells this bot by webhook what happens in {Organization}")]
    private partial void LogAdded(string organization);

    [LoggerMessage(
        LogLevel.Information,
        "Tallyfy tells a former address of this bot in {Organization} nothing any more: its secret was changed")]
    private partial void LogRemoved(string organization);

    [LoggerMessage(
        LogLevel.Warning,
        "Tallyfy does not let {Organization} register a webhook (status {Status}), so approvals are found by the "
        + "activity feed and the sweep alone; webhooks of single templates can still be set by hand")]
    private partial void LogNotAllowed(string organization, int status);

    [LoggerMessage(
        LogLevel.Warning,
        "The webhook of {Organization} could not be registered: Tallyfy answered {Kind} (status {Status}, request "
        + "{RequestId}); the next start tries again")]
    private partial void LogRefused(string organization, TallyfyErrorKind kind, int? status, string? requestId);

    [LoggerMessage(LogLevel.Error, "The webhook of {Organization} could not be registered; the next start tries again")]
    private partial void LogFailed(Exception exception, string organization);
}
