using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Delivery;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;
using Tallyfy.Bot.Storage;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// Brings the card of an approval that a list names, for whom it waits now, as a message of its own. It is posted as
/// every other, and only once.
/// </summary>
internal sealed class BringCard(
    RenderingStore renderings,
    PostedCardStore cards,
    CardListStore lists,
    ApprovalStore approvals,
    AccountStore accounts,
    MayBeShown mayBeShown,
    Outbox outbox,
    Database database)
{
    /// <summary>Null for what is no row of this person's lists.</summary>
    public async Task<Brought?> ExecuteAsync(
        RenderingId id, Chat chat, IReadOnlyList<Organization> organizations, CancellationToken cancellationToken)
    {
        if (await renderings.FindAsync(id, cancellationToken) is not { IsRow: true, Card: { ListId: { } listId } card }
            || card.Person != chat.Person
            || organizations.All(organization => organization.Id != card.Approval.Organization)
            || await cards.FindAsync(listId, cancellationToken) is not { } list)
            return null;

        var why = await FindWhyNotAsync(card, cancellationToken);
        var isNew = await database.WriteAsync(
            async unit =>
            {
                var brought = why is null && await BringAsync(unit, card, cancellationToken);
                await outbox.AddAsync(unit, OutboxKind.Update, list.Id, TimeSpan.Zero, cancellationToken);
                return brought;
            },
            cancellationToken);

        return new Brought(list, why ?? (isNew ? null : Sentence.CardIsHere));
    }

    private async Task<Sentence?> FindWhyNotAsync(PostedCard card, CancellationToken cancellationToken)
    {
        if (await accounts.FindAsync(card.Person, card.Approval.Organization, cancellationToken) is not { } account)
            return Sentence.NotLinked;

        var approval = await approvals.FindAsync(card.Approval, cancellationToken);

        return approval is not null
            && await mayBeShown.ListWaitingForAsync(account, [approval], cancellationToken) is [_]
                ? null
                : WhyNot(approval, account);
    }

    // Whoever it left is told that, and not what became of it since.
    private static Sentence WhyNot(StoredApproval? approval, LinkedAccount account) => approval switch
    {
        null or { State: ApprovalState.Gone } => Sentence.RowIsGone,
        _ when !approval.MayDecide.Contains(account.TallyfyUserId) => Sentence.RowIsWithOthers,
        { State: ApprovalState.OnHold } => Sentence.RowIsOnHold,
        { IsOver: true } => Sentence.RowIsDecided,
        { State: ApprovalState.Pending, Content.EveryoneMustComplete: true } => Sentence.RowWaitsForOthers,
        _ => Sentence.WaitsNoMore,
    };

    // An older list may name what has its card by a newer one. What is there and never arrived is sent once more.
    private async Task<bool> BringAsync(UnitOfWork unit, PostedCard card, CancellationToken cancellationToken)
    {
        var known = (await cards.ListAsync(unit, card.Approval, cancellationToken)).FirstOrDefault(one =>
            one.Person == card.Person && one.ConversationId == card.ConversationId && !one.IsListed);
        var brought = known is null && await lists.BringAsync(unit, card, cancellationToken);
        await outbox.AddAsync(unit, OutboxKind.Post, (known ?? card).Id, TimeSpan.Zero, cancellationToken);
        return brought;
    }
}

/// <summary>A row of a list was asked for its card.</summary>
/// <param name="List">The list, as the store has it.</param>
/// <param name="Words">Why nothing came; null when the card is on its way.</param>
internal sealed record Brought(PostedCard List, Sentence? Words);
