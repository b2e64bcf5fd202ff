using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.Accounts;

/// <summary>Which Tallyfy member is this person? Known, or linked now.</summary>
internal sealed class ResolveAccount(AccountStore accounts, LinkAccount link)
{
    public async Task<LinkResult> ExecuteAsync(Chat chat, Organization organization, CancellationToken cancellationToken) =>
        await accounts.FindAsync(chat.Person, organization.Id, cancellationToken) is { } known
            ? new LinkResult.Linked(known)
            : await link.ExecuteAsync(chat, organization, cancellationToken);
}
