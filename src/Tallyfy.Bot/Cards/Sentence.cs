namespace Tallyfy.Bot.Cards;

/// <summary>What can be said without an approval at hand.</summary>
internal enum Sentence
{
    /// <summary>The data did not come from a card of ours, or was changed on the way.</summary>
    NotOurCard,

    /// <summary>A card of ours whose rendering our store does not hold any more.</summary>
    CardTooOld,

    /// <summary>Asked in a shared conversation, answered in the person's own chat.</summary>
    AnsweredInPersonalChat,

    /// <summary>Our own store keeps nothing at the moment, so nothing was recorded.</summary>
    StoreUnavailable,

    /// <summary>Nothing tells whether our store kept the decision.</summary>
    CouldNotConfirm,

    /// <summary>The decision is kept, and the card could not be drawn.</summary>
    RecordedNotShown,

    /// <summary>An approval that left this person so long ago that nobody knows what they saw of it.</summary>
    NotYours,

    /// <summary>A list names it still, and it is with somebody else by now.</summary>
    RowIsWithOthers,

    /// <summary>A list names it still, and it is decided by now.</summary>
    RowIsDecided,

    /// <summary>A list names it still, and everyone must decide it: this person has.</summary>
    RowWaitsForOthers,

    /// <summary>A list names it still, and Tallyfy takes no decision of it now.</summary>
    RowIsOnHold,

    /// <summary>A list names it still, and Tallyfy has it no more.</summary>
    RowIsGone,

    /// <summary>A list names it still, and it waits no more for another reason.</summary>
    WaitsNoMore,

    /// <summary>A list was asked for a card that is there.</summary>
    CardIsHere,

    /// <summary>Such an approval of a person who is not linked any more.</summary>
    NotLinked,

    /// <summary>Asked in a shared conversation by a person who has no chat with the bot.</summary>
    OpenPersonalChat,

    InstalledInSharedConversation,

    /// <summary>A receipt was asked for, and no code was named.</summary>
    WhichReceipt,

    /// <summary>A yes or a no, and nothing was asked.</summary>
    NothingAsked,

    Thanked,

    /// <summary>Somebody wrote "undo": where the button is.</summary>
    UndoIsTapped,

    /// <summary>The same where nothing is taken back.</summary>
    NoUndoHere,

    /// <summary>A code was written that nobody asked for, or another one asked for.</summary>
    NoCodeAwaited,

    /// <summary>No such code, or one of an approval that is not this person's to know of.</summary>
    NoSuchReceipt,
}
