using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;

namespace Tallyfy.Bot.People;

/// <summary>
/// Which Tallyfy member a Teams person is by address: a proof where the operator says so, and else a guess to be
/// proved.
/// </summary>
internal sealed partial class LinkAccount(
    AccountStore accounts,
    IRoster roster,
    IOptions<AccountOptions> options,
    IOptions<EmulatorOptions> emulator,
    IHostEnvironment environment,
    ILogger<LinkAccount> logger)
{
    /// <summary>
    /// Finds and links. Whose link has ended is linked only where they asked for it with that word.
    /// </summary>
    public async Task<LinkResult> ExecuteAsync(
        Chat chat, Organization organization, bool isAsked, CancellationToken cancellationToken)
    {
        var result = await FindAsync(chat, organization, cancellationToken);

        if (result is not LinkResult.Linked(var account))
            return result;

        if (isAsked)
            await accounts.SaveAsync(account, AccountProof.Email, cancellationToken);
        else if (!await accounts.AddFirstAsync(account, AccountProof.Email, cancellationToken))
            return new LinkResult.Refused(new LinkProblem.Unlinked());

        LogLinked(account.Person, account.TallyfyUserId);
        return result;
    }

    /// <summary>Whom Teams and Tallyfy take them for; nothing is kept.</summary>
    public async Task<LinkResult> FindAsync(Chat chat, Organization organization, CancellationToken cancellationToken)
    {
        try
        {
            return await MatchAsync(chat, organization, cancellationToken);
        }
        catch (TallyfyException e)
        {
            LogTallyfyFailed(chat.Person, e.Kind);
            return new LinkResult.Refused(new LinkProblem.TallyfyUnavailable());
        }
        catch (ChatException e)
        {
            LogTeamsFailed(chat.Person, e.Failure, e.Code);
            return new LinkResult.Refused(new LinkProblem.TeamsUnavailable());
        }
    }

    private async Task<LinkResult> MatchAsync(Chat chat, Organization organization, CancellationToken cancellationToken)
    {
        if (chat.Person.Tenant == TenantPolicy.EmulatorTenant)
        {
            return emulator.Value.ActAs is { Length: > 0 } actAs
                ? await MatchAsync(chat.Person, [actAs], organization, cancellationToken)
                : new LinkResult.Refused(new LinkProblem.NoAddress());
        }

        var entry = await roster.FindAsync(chat, cancellationToken);

        return RosterCheck.FindProblem(entry, chat.Person, options.Value, environment.IsDevelopment()) is { } problem
            ? new LinkResult.Refused(problem)
            : await MatchAsync(
                chat.Person, RosterCheck.AddressesOf(entry!, options.Value), organization, cancellationToken);
    }

    /// <summary>By the first of the addresses that Tallyfy knows.</summary>
    private static async Task<LinkResult> MatchAsync(
        PersonId person,
        IReadOnlyList<string> addresses,
        Organization organization,
        CancellationToken cancellationToken)
    {
        var (email, members) = await SearchAsync(addresses, organization, cancellationToken);

        if (members.Any(member => !member.IsStatusKnown))
            throw new TallyfyException(
                TallyfyErrorKind.UnreadableAnswer, "Tallyfy does not say whether this member is active.");

        var active = members.Where(member => member.IsActive).ToList();

        return (active.Count, members.Count) switch
        {
            (1, _) => new LinkResult.Linked(new LinkedAccount
            {
                Person = person,
                Organization = organization.Id,
                TallyfyUserId = active[0].Id,
                Email = active[0].Email,
                DisplayName = active[0].FullName,
            }),
            ( > 1, _) => new LinkResult.Refused(new LinkProblem.Ambiguous(email)),
            (0, > 0) => new LinkResult.Refused(new LinkProblem.Inactive(email)),
            _ => new LinkResult.Refused(new LinkProblem.NoMember(email)),
        };
    }

    private static async Task<(string Email, IReadOnlyList<TallyfyMember> Members)> SearchAsync(
        IReadOnlyList<string> addresses, Organization organization, CancellationToken cancellationToken)
    {
        foreach (var address in addresses)
        {
            if (await organization.Members.SearchAsync(address, cancellationToken) is { Count: > 0 } members)
                return (address, members);
        }

        return (addresses[0], []);
    }

    [LoggerMessage(LogLevel.Information, "Person {Person} is Tallyfy member {Member}")]
    private partial void LogLinked(PersonId person, long member);

    [LoggerMessage(LogLevel.Warning, "Person {Person} could not be linked: Tallyfy answered {Kind}")]
    private partial void LogTallyfyFailed(PersonId person, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Warning, "Person {Person} could not be linked: the roster answered {Failure} ({Code})")]
    private partial void LogTeamsFailed(PersonId person, ChatFailure failure, string? code);
}
