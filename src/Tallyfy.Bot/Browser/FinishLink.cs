using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Browser;

/// <summary>A person is linked when they have signed in to Tallyfy as the member they seem to be.</summary>
internal sealed class FinishLink(SignInTicketStore tickets, LinkConversation links, OrganizationDirectory organizations)
{
    public async Task<SignInEnd> ExecuteAsync(SignInNonce nonce, long? member, CancellationToken cancellationToken)
    {
        if (member is not { } known)
            return SignInEnd.NotSignedIn; // the link stays good

        if (await tickets.FindAsync(nonce, cancellationToken) is not { Tap: null } ticket
            || organizations.Find(ticket.Organization) is not { } organization
            || !await tickets.TakeAsync(nonce, cancellationToken))
            return SignInEnd.Over;

        return (await links.SignedInAsync(ticket.Person, known, organization, cancellationToken)).Reply switch
        {
            LinkReply.Linked => SignInEnd.Linked,
            LinkReply.SignedInAsAnother => SignInEnd.LinkedToNobody,
            _ => SignInEnd.Over,
        };
    }
}
