using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Deciding;

/// <summary>
/// The card that an id stands for, to whoever may know of it. To everybody else there is no such id, whatever they
/// wanted with it. A row of a list is no card: nothing is decided by its id.
/// </summary>
internal sealed class FindRendering(
    RenderingStore renderings, PostedCardStore cards, ApprovalStore approvals, MayBeShown mayBeShown)
{
    public async Task<Rendering?> ExecuteAsync(
        RenderingId id,
        PersonId reader,
        IReadOnlyList<Organization> organizations,
        CancellationToken cancellationToken)
    {
        if (await renderings.FindAsync(id, cancellationToken) is not { IsRow: false } rendering
            || organizations.All(organization => organization.Id != rendering.Card.Approval.Organization)
            || await approvals.FindAsync(rendering.Card.Approval, cancellationToken) is not { } approval)
            return null;

        var shown = await mayBeShown.ExecuteAsync(approval, rendering.Card, reader, cancellationToken);

        return shown.Disclosure is Disclosure.Nothing ? null : rendering;
    }

    /// <summary>
    /// The card that its own person has as this message, for an id that is kept no more: what it showed is not known,
    /// so nothing is decided by it.
    /// </summary>
    public async Task<PostedCard?> FindOwnAsync(
        PersonId reader,
        string conversation,
        string? message,
        IReadOnlyList<Organization> organizations,
        CancellationToken cancellationToken) =>
        message is not null
        && await cards.FindByMessageAsync(reader, conversation, message, cancellationToken) is { } card
        && (card.IsList || organizations.Any(organization => organization.Id == card.Approval.Organization))
            ? card
            : null;
}
