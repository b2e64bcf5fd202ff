using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Client.Errors;
using Tallyfy.Client.People;
using Tallyfy.Client.Requests;

namespace Tallyfy.Bot.Linking;

/// <summary>Whether a linked person still is an active member, read now: at every tap, never from memory.</summary>
internal sealed partial class CheckMembership(EndLink end, ILogger<CheckMembership> logger)
{
    /// <exception cref="TallyfyException">Tallyfy did not say.</exception>
    public async Task<Membership> ExecuteAsync(
        LinkedAccount account, Organization organization, CancellationToken cancellationToken)
    {
        var member = await organization.ServiceClient.FindMemberAsync(
            organization.Id, account.TallyfyUserId, cancellationToken);

        if (member is not null && !SaysWhetherActive(member, account))
            throw new TallyfyException(
                TallyfyErrorKind.UnreadableAnswer, "Tallyfy does not say whether this member is active.");

        if (member is { IsActive: true })
            return new Membership.Active(member);

        await end.ExecuteAsync(account.Person, organization.Id, LinkEnd.NoMember, cancellationToken);
        LogEnded(account.Person, account.TallyfyUserId);
        return new Membership.Over(
            member is null ? new LinkProblem.NoMember(account.Email) : new LinkProblem.Inactive(member.Email));
    }

    // A word that nobody knows is no reason to end a link, and none to let anybody sign.
    private static bool SaysWhetherActive(TallyfyMember member, LinkedAccount account) =>
        member.Id == account.TallyfyUserId && member.IsStatusKnown;

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
