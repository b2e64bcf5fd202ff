using Microsoft.Extensions.Options;

namespace Tallyfy.Bot.SignIn;

/// <summary>Keeps what a person was about to do, and makes the link at which they sign in to go on.</summary>
internal sealed class OfferSignIn(SignInTicketStore tickets, IOptions<SignInOptions> options)
{
    public async Task<Uri> ExecuteAsync(SignInTicket ticket, CancellationToken cancellationToken)
    {
        var nonce = SignInNonce.New();
        await tickets.AddAsync(nonce, ticket, cancellationToken);

        return options.Value.Address(
            $"{(ticket.Tap is null ? SignInAddresses.Link : SignInAddresses.StepUp)}/{nonce.Value}");
    }
}
