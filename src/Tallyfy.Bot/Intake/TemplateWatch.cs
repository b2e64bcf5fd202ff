using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Intake;

/// <summary>
/// Says which templates of the settings Tallyfy does not have: a guard of one that nobody launches guards nothing.
/// Tallyfy may be away when the bot starts, so this stops nobody.
/// </summary>
internal sealed partial class TemplateWatch(
    OrganizationDirectory organizations,
    OrganizationLease lease,
    RequestBudget budget,
    IOptions<ApprovalOptions> options,
    TimeProvider time,
    ILogger<TemplateWatch> logger) : BackgroundService
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromHours(1);
    private static readonly TimeSpan AskEvery = TimeSpan.FromDays(1);

    /// <summary>Longer than the lease of a process that has died, and it is a look at the store only.</summary>
    private static readonly TimeSpan WhereNothingCameOfIt = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, DateTimeOffset> answered = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.Templates.Count == 0)
            return;

        using var clock = new PeriodicTimer(LookEvery, time);

        do
        {
            try
            {
                await LookAsync(clock, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                LookAgainAfter(clock, WhereNothingCameOfIt);
                LogFailed(e);
            }
        }
        while (await clock.WaitForNextTickAsync(stoppingToken));
    }

    // Before it is said that it was looked: whoever reads that may let time pass.
    private static void LookAgainAfter(PeriodicTimer clock, TimeSpan wait)
    {
        if (clock.Period != wait)
            clock.Period = wait;
    }

    private async Task LookAsync(PeriodicTimer clock, CancellationToken cancellationToken)
    {
        // Of several processes one asks: the one that reads for the first organization.
        if (!await lease.HoldAsync(organizations.All[0].Id, cancellationToken))
        {
            LookAgainAfter(clock, WhereNothingCameOfIt);
            LogLeft();
            return;
        }

        var (missing, archived) = (new List<string>(), new List<string>());

        foreach (var template in options.Value.Templates.Keys.Where(IsDue))
        {
            if (await FindStateAsync(template, cancellationToken) is not { } state)
                continue;

            answered[template] = time.GetUtcNow();

            if (state is TemplateState.Missing)
                missing.Add(template);
            else if (state is TemplateState.Archived)
                archived.Add(template);
        }

        if (missing.Count > 0)
            LogMissing(string.Join(", ", missing));

        if (archived.Count > 0)
            LogArchived(string.Join(", ", archived));

        LookAgainAfter(clock, LookEvery);
        LogLooked(answered.Count, options.Value.Templates.Count);
    }

    private bool IsDue(string template) =>
        !answered.TryGetValue(template, out var at) || time.GetUtcNow() - at >= AskEvery;

    /// <summary>Null where some organization gave no answer, and none of the others has it.</summary>
    private async Task<TemplateState?> FindStateAsync(string template, CancellationToken cancellationToken)
    {
        TemplateState? state = TemplateState.Missing;

        foreach (var organization in organizations.All)
        {
            try
            {
                using var paid = budget.Enter(organization.Id);

                // Tallyfy writes its ids in small letters, an operator may not.
                if (await organization.ServiceClient.FindTemplateAsync(
                        organization.Id, template.ToLowerInvariant(), cancellationToken) is { } found)
                    return found.IsArchived ? TemplateState.Archived : TemplateState.There;
            }
            catch (TallyfyException e)
            {
                LogNoAnswer(organization.Id, template, e.Kind);
                state = null;
            }
        }

        return state;
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Approvals:Templates names what Tallyfy does not have: {Templates}. Those rules hold for nothing. Write the "
        + "32 digits and letters from the address of the template that is meant, or remove them")]
    private partial void LogMissing(string templates);

    [LoggerMessage(
        LogLevel.Warning,
        "Approvals:Templates names what is archived in Tallyfy: {Templates}. These rules hold for what was launched "
        + "before; a template that took its place has another id, and needs them under that")]
    private partial void LogArchived(string templates);

    [LoggerMessage(LogLevel.Debug, "Tallyfy has answered for {Known} of {All} templates of the settings")]
    private partial void LogLooked(int known, int all);

    [LoggerMessage(LogLevel.Debug, "Another process looks for the templates of the settings")]
    private partial void LogLeft();

    [LoggerMessage(
        LogLevel.Debug, "Organization {Organization} did not say whether it has template {Template}: {Kind}")]
    private partial void LogNoAnswer(string organization, string template, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Error, "The templates of the settings could not be looked up; the next round tries again")]
    private partial void LogFailed(Exception exception);

    private enum TemplateState
    {
        There,
        Archived,
        Missing,
    }
}
