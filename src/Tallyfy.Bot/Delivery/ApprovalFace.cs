using Tallyfy.Bot.Approvals;
using Tallyfy.Bot.Cards;
using Tallyfy.Bot.Organizations;
using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Delivery;

/// <summary>What one face of a card is drawn from, for a reader who may know all of it.</summary>
/// <param name="Card">The message.</param>
/// <param name="Chat">The reader.</param>
/// <param name="Stored">The approval as our store has it.</param>
/// <param name="Organization">Whose it is.</param>
/// <param name="Request">What the reader wants to see.</param>
internal sealed record ApprovalFace(
    PostedCard Card, Chat Chat, StoredApproval Stored, Organization Organization, CardRequest Request)
{
    public required Approval Approval { get; init; }

    public ApprovalNotice? Notice { get; init; }

    public Draft? Draft { get; init; }

    public PersonId Person => Chat.Person;

    /// <summary>Null while its person does not type there.</summary>
    public DateTimeOffset? HeldUntil(DateTimeOffset now) =>
        Draft is { } draft && draft.HeldUntil > now ? draft.HeldUntil : null;

    public CardViewer Reader { get; } = Chat.Viewer with { Shorter = Card.Shorter };
}

/// <summary>What a face showed is kept before it leaves.</summary>
internal static class KeptFace
{
    extension(RenderingStore renderings)
    {
        public Task<RenderingId> KeepAsync(ApprovalFace face, ShownPage page, CancellationToken cancellationToken) =>
            renderings.KeepAsync(face.Card, face.Stored, page, face.Person, cancellationToken);
    }
}
