using Tallyfy.Bot.Organizations;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.People;

/// <summary>Whether a linked person still is an active member, read now: at every tap, never from memory.</summary>
internal sealed partial class CheckMembership(AccountStore accounts, ILogger<CheckMembership> logger)
{
    /// <exception cref="TallyfyException">Tallyfy did not say.</exception>
    public async Task<Membership> ExecuteAsync(
        LinkedAccount account, Organization organization, CancellationToken cancellationToken)
    {
        var member = await organization.ServiceClient.FindMemberAsync(
            organization.Id, account.TallyfyUserId, cancellationToken);

        if (member is { IsActive: true })
            return new Membership.Active(member);

        await accounts.RevokeAsync(account.Person, organization.Id, cancellationToken);
        LogEnded(account.Person, account.TallyfyUserId);
        return new Membership.Over(
            member is null ? new LinkProblem.NoMember(account.Email) : new LinkProblem.Inactive(member.Email));
    }

    [LoggerMessage(
        LogLevel.Warning,
        "Person {Person} was linked with member {Member}, who is not active in Tallyfy any more; the link has ended")]
    private partial void LogEnded(PersonId person, long member);
}

internal abstract record Membership
{
    private Membership()
    {
    }

    public sealed record Active(TallyfyMember Member) : Membership;

    public sealed record Over(LinkProblem Problem) : Membership;
}
