using Tallyfy.Bot.Linking;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.SignIn;

namespace Tallyfy.Bot.Browser;

/// <summary>
/// A person is linked when they have signed in at Microsoft as themselves, gone on, and signed in to Tallyfy as the
/// member they seem to be.
/// </summary>
internal sealed class FinishLink(
    FindSignInTicket findTicket,
    SignInTicketStore tickets,
    LinkConversation links,
    OrganizationDirectory organizations)
{
    public async Task<SignInEnd> ExecuteAsync(
        SignInNonce nonce, string? consenting, long? member, CancellationToken cancellationToken)
    {
        if (member is not { } known)
            return SignInEnd.NotSignedIn; // the link stays good

        if (await findTicket.ExecuteAsync(nonce, cancellationToken) is not { Tap: null } ticket
            || ticket.Person.ToString() != consenting
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
