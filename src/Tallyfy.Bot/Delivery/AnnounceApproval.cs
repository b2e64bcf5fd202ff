using Microsoft.Extensions.Options;
using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;
using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Puts a card for each person who may decide into the outbox, and every older card of the approval up for an update.</summary>
internal sealed partial class AnnounceApproval(
    ApprovalStore approvals,
    AccountStore accounts,
    ChatStore chats,
    PostedCardStore cards,
    InstallationStore installations,
    Outbox outbox,
    OutboxSignal signal,
    Database database,
    IOptions<DeliveryOptions> options,
    ILogger<AnnounceApproval> logger)
{
    public async Task ExecuteAsync(ApprovalKey key, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async unit =>
            {
                if (await approvals.FindAsync(unit, key, cancellationToken) is { } approval)
                    await AddAsync(unit, approval, TimeSpan.Zero, cancellationToken);

                return 0;
            },
            cancellationToken);

        signal.Raise();
    }

    /// <summary>The same, inside the transaction that moved the approval; older cards may wait a moment for something better to show.</summary>
    public async Task AddAsync(
        UnitOfWork unit, StoredApproval approval, TimeSpan updatesAfter, CancellationToken cancellationToken)
    {
        foreach (var card in await cards.ListAsync(unit, approval.Key, cancellationToken))
        {
            if (card.ShownVersion != approval.Version)
                await outbox.AddAsync(unit, OutboxKind.Update, card.Id, updatesAfter, cancellationToken);
        }

        if (approval.State is not ApprovalState.Pending)
            return;

        if (approval.MayDecide.Count > options.Value.MaxRecipients)
        {
            LogTooMany(approval.Key, approval.MayDecide.Count);
            return;
        }

        var people = await accounts.ListAsync(unit, approval.Key.Organization, [.. approval.MayDecide], cancellationToken);

        await installations.AddAsync(
            unit,
            approval.Key.Organization,
            approval.MayDecide.Except(people.Select(person => person.TallyfyUserId)),
            cancellationToken);

        foreach (var chat in await chats.ListOpenAsync(unit, [.. people.Select(person => person.Person)], cancellationToken))
        {
            if (await cards.AddAsync(unit, approval.Key, chat, cancellationToken) is { } id)
                await outbox.AddAsync(unit, OutboxKind.Post, id, TimeSpan.Zero, cancellationToken);
        }
    }

    [LoggerMessage(LogLevel.Warning, "Approval {Approval} may be decided by {Count} people: listed under pending, not posted")]
    private partial void LogTooMany(ApprovalKey approval, int count);
}
