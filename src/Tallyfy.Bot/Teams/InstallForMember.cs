using Microsoft.Extensions.Options;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.Protocol.Outbound;
using Tallyfy.Bot.Work;
using Tallyfy.Client.Errors;

namespace Tallyfy.Bot.Teams;

/// <summary>
/// Installs the app for one member, found in the tenant by the member's address. Teams then tells of the installation
/// like of any other: who the person is has to be proved as always.
/// </summary>
internal sealed partial class InstallForMember(
    InstallationStore installations,
    AppInstaller installer,
    OrganizationDirectory organizations,
    IOptions<InstallingOptions> options,
    ILogger<InstallForMember> logger)
{
    /// <summary>Consent is given by a person, in their own time.</summary>
    private static readonly TimeSpan AfterNotAllowed = TimeSpan.FromHours(1);

    public async Task ExecuteAsync(InstallationItem item, CancellationToken cancellationToken)
    {
        if (await FindAddressAsync(item, cancellationToken) is not { } address)
            return;

        var result = await installer.InstallAsync(options.Value.TeamsAppId!.Value, address, cancellationToken);

        switch (result.Outcome)
        {
            case InstallOutcome.Installed or InstallOutcome.AlreadyInstalled:
                await installations.FinishAsync(item, cancellationToken);
                LogInstalled(item.TallyfyUserId, result.Outcome);
                break;

            case InstallOutcome.NotAllowed when item.Attempts < RetrySchedule.MostAttempts:
                await installations.PostponeAsync(item, AfterNotAllowed, result.Code, cancellationToken);
                LogNotAllowed(item.TallyfyUserId, result.Code);
                break;

            case InstallOutcome.Unavailable when item.Attempts < RetrySchedule.MostAttempts:
                await installations.PostponeAsync(
                    item, RetrySchedule.Later(result.RetryAfter, item.Attempts), result.Code, cancellationToken);
                LogUnavailable(item.TallyfyUserId, item.Attempts, result.Code);
                break;

            default:
                await installations.DeadLetterAsync(item, result.Code, cancellationToken);
                LogGivenUp(item.TallyfyUserId, result.Outcome, result.Code);
                break;
        }
    }

    /// <summary>Null when there is nobody to install it for, or nobody can tell now; the row knows.</summary>
    private async Task<string?> FindAddressAsync(InstallationItem item, CancellationToken cancellationToken)
    {
        if (organizations.Find(item.Organization) is not { } organization)
        {
            await installations.DeadLetterAsync(item, "Gone", cancellationToken);
            return null;
        }

        try
        {
            if (await organization.Members.FindAsync(item.TallyfyUserId, cancellationToken)
                is { IsActive: true, Email: { Length: > 0 } address })
                return address;

            await installations.DeadLetterAsync(item, "NotActive", cancellationToken);
        }
        catch (TallyfyException e)
        {
            await installations.PostponeAsync(
                item, RetrySchedule.Later(e.RetryAfter, item.Attempts), $"{e.Kind}", cancellationToken);
        }

        return null;
    }

    [LoggerMessage(LogLevel.Information, "The app is installed for member {Member} ({Outcome})")]
    private partial void LogInstalled(long member, InstallOutcome outcome);

    [LoggerMessage(
        LogLevel.Error,
        "Microsoft Graph does not let the bot install its app for member {Member} ({Code}): consent to "
        + "TeamsAppInstallation.ReadWriteSelfForUser.All, or let a policy allow the app. It is tried again in an "
        + "hour")]
    private partial void LogNotAllowed(long member, string? code);

    [LoggerMessage(
        LogLevel.Warning,
        "Microsoft Graph did not install the app for member {Member} on attempt {Attempt} ({Code}); it is tried again")]
    private partial void LogUnavailable(long member, int attempt, string? code);

    [LoggerMessage(
        LogLevel.Warning,
        "The app cannot be installed for member {Member}: {Outcome} ({Code}). Look whether the address in Tallyfy "
        + "is the person's in Microsoft 365 and Installing:TeamsAppId the catalogue's; the person can also add the "
        + "app by hand")]
    private partial void LogGivenUp(long member, InstallOutcome outcome, string? code);
}
