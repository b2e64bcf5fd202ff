using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Approvals;

/// <summary>
/// One message in one conversation that shows one approval to one person, or lists those that have none yet.
/// </summary>
internal sealed record PostedCard
{
    public required string Id { get; init; }

    public required ApprovalKey Approval { get; init; }

    public required PersonId Person { get; init; }

    public required string ConversationId { get; init; }

    public required string ServiceUrl { get; init; }

    /// <summary>Teams' id of the message; null until it is known.</summary>
    public string? ActivityId { get; init; }

    /// <summary>The list that names its approval, or named it; its own id where it is a list.</summary>
    public string? ListId { get; init; }

    /// <summary>Whether it names many approvals, and is about none.</summary>
    public bool IsList => ListId == Id;

    /// <summary>Whether only that list shows it.</summary>
    public bool IsListed { get; init; }

    /// <summary>
    /// Whether it is there and nobody told its id: it is not posted again, and is changed once somebody opens or taps
    /// it.
    /// </summary>
    public bool IsSentWithoutId { get; init; }

    /// <summary>The version of the approval it showed last; 0 before the first.</summary>
    public long ShownVersion { get; init; }

    /// <summary>How often the platform found it too large.</summary>
    public int Shorter { get; init; }

    public KeptNotice? Notice { get; init; }

    /// <summary>Whose limits a call for this card counts against.</summary>
    public string Place => ConversationId.Length > 0 ? ConversationId : Person.ObjectId;

    public MessageAddress? Address =>
        ActivityId is null ? null : new MessageAddress(ServiceUrl, ConversationId, ActivityId);
}
