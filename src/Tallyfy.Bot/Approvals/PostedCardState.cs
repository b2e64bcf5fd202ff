namespace Tallyfy.Bot.Approvals;

/// <summary>What is known of the message of a posted card; stored under these names.</summary>
internal enum PostedCardState
{
    /// <summary>It is to be posted.</summary>
    Intended,

    Posted,

    /// <summary>A post had no answer: the message may be there.</summary>
    Maybe,

    /// <summary>The message, or its chat, is gone; it is not changed any more.</summary>
    Lost,
}
