namespace Tallyfy.Bot.Delivery;

/// <summary>Work that must reach a chat. It carries no content: that is rendered when it leaves.</summary>
internal sealed record OutboxItem
{
    public required string Id { get; init; }

    public required OutboxKind Kind { get; init; }

    public required string PostedCardId { get; init; }

    /// <summary>How often it was tried, this time included.</summary>
    public required int Attempts { get; init; }

    /// <summary>How often it had been asked for when it was taken.</summary>
    public required long Wanted { get; init; }

    /// <summary>Until when it is ours, on the store's clock; also the mark by which the store knows it is.</summary>
    public required long LeaseUntil { get; init; }
}

internal enum OutboxKind
{
    Post,
    Update,
}
