using Tallyfy.Bot.Organizations;

namespace Tallyfy.Bot.SignIn;

/// <summary>A ticket by the end of its link, for as long as it lets its person go on.</summary>
internal sealed class FindSignInTicket(SignInTicketStore tickets, TenantPolicy tenants)
{
    /// <summary>
    /// Null when there is none, when it was used, when it is over, and when its person's tenant is not served any more.
    /// </summary>
    public async Task<SignInTicket?> ExecuteAsync(SignInNonce nonce, CancellationToken cancellationToken) =>
        await tickets.FindAsync(nonce, cancellationToken) is { } ticket
        && (await tenants.FindAsync(ticket.Person.Tenant, cancellationToken))
            .Any(organization => organization.Id == ticket.Organization)
            ? ticket
            : null;
}
