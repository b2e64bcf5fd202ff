using Tallyfy.Bot.Work;

namespace Tallyfy.Bot.Delivery;

/// <summary>Work that must reach a chat. It carries no content: that is rendered when it leaves.</summary>
internal sealed record OutboxItem : WorkItem
{
    public OutboxKind Kind { get; init; }

    public string PostedCardId { get; init; } = "";

    /// <summary>How often it had been asked for when it was taken.</summary>
    public long Wanted { get; init; }
}

internal enum OutboxKind
{
    Post,
    Update,
}
