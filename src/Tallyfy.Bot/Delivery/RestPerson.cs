using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>
/// Lets all that is for one person rest, because Teams refused some of it, and lets it go on when Teams takes something
/// again.
/// </summary>
internal sealed class RestPerson(ChatStore chats, OutboxSignal signal, Database database)
{
    public Task BeginAsync(OutboxItem item, PostedCard card, string? code, CancellationToken cancellationToken) =>
        database.WriteAsync(
            async unit =>
            {
                var refusals = await chats.RefusedAsync(unit, card.Person, code, cancellationToken);
                var until = await chats.RestAsync(
                    unit, card.Person, RetrySchedule.AfterRefusal((int)refusals), cancellationToken);
                await Outbox.RestAsync(unit, item, card, until, code, cancellationToken);
                return 0;
            },
            cancellationToken);

    public async Task EndAsync(PersonId person, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async unit =>
            {
                await chats.ReachedAsync(unit, person, cancellationToken);
                return await Outbox.ResumeAsync(unit, person, cancellationToken);
            },
            cancellationToken);
        signal.Raise();
    }
}
