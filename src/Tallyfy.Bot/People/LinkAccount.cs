using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;

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
    /// <summary>Finds and links.</summary>
    public async Task<LinkResult> ExecuteAsync(
        Chat chat, Organization organization, CancellationToken cancellationToken)
    {
        var result = await FindAsync(chat, organization, cancellationToken);

        if (result is LinkResult.Linked(var account))
        {
            await accounts.SaveAsync(account, AccountProof.Email, cancellationToken);
            LogLinked(account.Person, account.TallyfyUserId);
        }

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
                ? await MatchAsync(chat.Person, actAs, organization, cancellationToken)
                : new LinkResult.Refused(new LinkProblem.NoAddress());
        }

        var entry = await roster.FindAsync(chat, cancellationToken);

        return Problem(entry, chat.Person) is { } problem
            ? new LinkResult.Refused(problem)
            : await MatchAsync(chat.Person, entry!.Email!, organization, cancellationToken);
    }

    private LinkProblem? Problem(RosterEntry? entry, PersonId person)
    {
        if (entry is null || entry.ObjectId != person.ObjectId || entry.Tenant != person.Tenant)
            return new LinkProblem.NoAddress();

        if (!HasAcceptedRole(entry))
            return new LinkProblem.Guest();

        return entry.Email is { Length: > 0 } email
            && options.Value.Accepts(email)
            && (entry.PrincipalName is not { Length: > 0 } principal || options.Value.Accepts(principal))
                ? null
                : new LinkProblem.NoAddress();
    }

    // The Playground's roster names no role; Teams always does.
    private bool HasAcceptedRole(RosterEntry entry) =>
        entry.PrincipalName?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) != true
        && (string.Equals(entry.Role, "user", StringComparison.OrdinalIgnoreCase)
            || (entry.Role is null && environment.IsDevelopment()));

    private static async Task<LinkResult> MatchAsync(
        PersonId person, string email, Organization organization, CancellationToken cancellationToken)
    {
        var members = await organization.Members.SearchAsync(email, cancellationToken);
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

    [LoggerMessage(LogLevel.Information, "Person {Person} is Tallyfy member {Member}")]
    private partial void LogLinked(PersonId person, long member);

    [LoggerMessage(LogLevel.Warning, "Person {Person} could not be linked: Tallyfy answered {Kind}")]
    private partial void LogTallyfyFailed(PersonId person, TallyfyErrorKind kind);

    [LoggerMessage(LogLevel.Warning, "Person {Person} could not be linked: the roster answered {Failure} ({Code})")]
    private partial void LogTeamsFailed(PersonId person, ChatFailure failure, string? code);
}
