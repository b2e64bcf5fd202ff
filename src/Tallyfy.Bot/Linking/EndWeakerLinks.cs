using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// Before anything else goes on: links that a weaker proof made than is demanded now end, or the log says that they
/// stand.
/// </summary>
internal sealed partial class EndWeakerLinks(
    AccountStore accounts, EndLink end, IOptions<AccountOptions> options, ILogger<EndWeakerLinks> logger)
    : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var demanded = options.Value.Proof!.Value;
        var weaker = (await accounts.ListMadeOtherwiseAsync(demanded.AtLeast, cancellationToken))
            .Where(account => account.Person.Tenant != TenantPolicy.EmulatorTenant) // its person can prove nothing
            .ToList();

        if (weaker.Count == 0)
            return;

        if (options.Value.WeakerLinks is WeakerLinks.Keep)
        {
            LogKept(weaker.Count, demanded);
            return;
        }

        foreach (var account in weaker)
            await end.ExecuteAsync(account.Person, account.Organization, LinkEnd.WeakerProof, cancellationToken);

        LogEnded(weaker.Count, demanded);
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} links were made by a weaker proof than Accounts:Proof={Proof} demands; they have ended, and people "
        + "link anew")]
    private partial void LogEnded(int count, AccountProof proof);

    [LoggerMessage(
        LogLevel.Warning,
        "{Count} links were made by a weaker proof than Accounts:Proof={Proof} demands; they stand, because "
        + "Accounts:WeakerLinks is Keep")]
    private partial void LogKept(int count, AccountProof proof);
}
