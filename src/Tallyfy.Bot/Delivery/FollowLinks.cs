using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Puts what waits for somebody whose link was made or ended into the outbox, so that it asks, or is sealed. Linking
/// knows no cards, and a link may end at a command line: the account keeps that it is due.
/// </summary>
internal sealed class FollowLinks(
    AccountStore accounts, PostedCardStore cards, Outbox outbox, OutboxSignal signal, Database database)
{
    /// <summary>Many links end at once where a stronger proof is demanded: other cards go on between.</summary>
    private const int MostAtOnce = 50;

    public async Task ExecuteAsync(CancellationToken cancellationToken)
    {
        if (!await accounts.HasChangedAsync(cancellationToken))
            return;

        await database.WriteAsync(
            async unit =>
            {
                var changed = await accounts.TakeChangedAsync(unit, MostAtOnce, cancellationToken);

                foreach (var (person, organization) in changed)
                {
                    foreach (var id in await cards.ListOpenAsync(unit, person, organization, cancellationToken))
                        await outbox.AddAsync(unit, OutboxKind.Update, id, TimeSpan.Zero, cancellationToken);
                }

                return 0;
            },
            cancellationToken);

        signal.Raise();
    }
}
