using Tallyfy.Bot.People;
using Tallyfy.Bot.SignIn;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Trail;

namespace Tallyfy.Bot.Linking;

/// <summary>
/// The one way a link ends. What was under way by it ends in the same transaction: a tap that waits for a sign-in, a
/// code, a question.
/// </summary>
internal sealed class EndLink(
    Database database, AccountStore accounts, SignInTicketStore tickets, LinkDialogStore dialogs, TrailSignal signal)
{
    /// <summary>
    /// Of a person with one organization; without one, every link of theirs. False when there was none.
    /// </summary>
    public async Task<bool> ExecuteAsync(
        PersonId person, string? organization, LinkEnd by, CancellationToken cancellationToken)
    {
        var ended = await database.WriteAsync(
            async unit =>
            {
                await tickets.RemoveAsync(unit, person, organization, cancellationToken);
                await dialogs.EndAsync(unit, person, organization, cancellationToken);
                return await accounts.RevokeAsync(unit, person, organization, by, cancellationToken);
            },
            cancellationToken);

        signal.Raise();
        return ended > 0;
    }
}
