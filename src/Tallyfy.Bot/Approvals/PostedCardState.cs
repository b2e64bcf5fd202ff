namespace Tallyfy.Bot.Approvals;

/// <summary>What is known of the message of a posted card; stored under these names.</summary>
internal enum PostedCardState
{
    /// <summary>It is to be posted.</summary>
    Intended,

    /// <summary>It has no message of its own: a list names it, and brings it when its person wants it.</summary>
    Listed,

    /// <summary>It is there. Without an id the platform told none, and nobody opened or tapped it yet.</summary>
    Posted,

    /// <summary>A post had no answer: the message may be there.</summary>
    Maybe,

    /// <summary>The message, or its chat, is gone; it is not changed any more.</summary>
    Lost,
}
