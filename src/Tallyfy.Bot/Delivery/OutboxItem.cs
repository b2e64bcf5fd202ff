namespace Tallyfy.Bot.Delivery;

/// <summary>Work that must reach a chat. It carries no content: that is rendered when it leaves.</summary>
internal sealed record OutboxItem
{
    public required string Id { get; init; }

    public required OutboxKind Kind { get; init; }

    public required string PostedCardId { get; init; }

    /// <summary>How often it was tried, this time included.</summary>
    public required int Attempts { get; init; }
}

internal enum OutboxKind
{
    Post,
    Update,
}
