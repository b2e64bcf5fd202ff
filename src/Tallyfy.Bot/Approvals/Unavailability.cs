namespace Tallyfy.Bot.Approvals;

/// <summary>Who was silent, and why.</summary>
internal enum Unavailability
{
    NoAnswer,

    TooManyRequests,

    /// <summary>Our own store keeps nothing at the moment.</summary>
    OwnStore,

    /// <summary>Tallyfy does not take the bot's token any more.</summary>
    NotLetIn,
}
