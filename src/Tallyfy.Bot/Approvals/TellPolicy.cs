using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Approvals;

/// <summary>Says which rules hold, so that an operator sees at the start what came of the settings.</summary>
internal sealed partial class TellPolicy(
    OrganizationDirectory organizations,
    IOptions<ApprovalOptions> options,
    ILogger<TellPolicy> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        var approvals = options.Value;

        foreach (var organization in organizations.All)
            LogAll(
                organization.Id,
                approvals.SelfApproval,
                approvals.AdministratorsMayDecide,
                organization.SignsAsActor ? approvals.UndoWindow : TimeSpan.Zero);

        foreach (var (template, policy) in approvals.Templates)
            LogTemplate(
                template,
                policy.SelfApproval ?? approvals.SelfApproval,
                policy.InChat ?? true,
                policy.Confirm ?? false,
                policy.StepUp ?? false);

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Information,
        "Rules of organization {Organization}: SelfApproval {SelfApproval}, AdministratorsMayDecide {Administrators}, "
        + "undo for {Undo}; in a chat, without Confirm and StepUp, but for the templates that are named")]
    private partial void LogAll(string organization, SelfApproval selfApproval, bool administrators, TimeSpan undo);

    [LoggerMessage(
        LogLevel.Information,
        "Rules of template {Template}: SelfApproval {SelfApproval}, InChat {InChat}, Confirm {Confirm}, "
        + "StepUp {StepUp}")]
    private partial void LogTemplate(
        string template, SelfApproval selfApproval, bool inChat, bool confirm, bool stepUp);
}
