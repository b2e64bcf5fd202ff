using Microsoft.Extensions.Options;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.People;

/// <summary>Which Tallyfy member is this person? Known, or linked now where an address is proof enough.</summary>
internal sealed class ResolveAccount(AccountStore accounts, LinkAccount link, IOptions<AccountOptions> options)
{
    /// <summary>Where nobody has to prove anything. The emulator's person exists in Development only.</summary>
    public bool LinksAtOnce(Chat chat) =>
        options.Value.Proof is AccountProof.Email || chat.Person.Tenant == TenantPolicy.EmulatorTenant;

    public async Task<LinkResult> ExecuteAsync(
        Chat chat, Organization organization, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(chat.Person, organization.Id, cancellationToken) is { } known)
            return new LinkResult.Linked(known);

        if (!LinksAtOnce(chat))
            return new LinkResult.Refused(new LinkProblem.NotLinked());

        return await accounts.HasEndedAsync(chat.Person, organization.Id, cancellationToken)
            ? new LinkResult.Refused(new LinkProblem.Unlinked())
            : await link.ExecuteAsync(chat, organization, isAsked: false, cancellationToken);
    }
}
