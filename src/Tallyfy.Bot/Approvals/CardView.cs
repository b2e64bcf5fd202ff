namespace Tallyfy.Bot.Approvals;

/// <summary>Which page of its card a person looks at.</summary>
internal enum CardView
{
    /// <summary>What every card begins with: it asks, or says how it ended.</summary>
    Ask,

    /// <summary>The rest of what is too long for one card.</summary>
    Read,

    /// <summary>What is worth knowing beside what is decided, and the comment.</summary>
    More,

    /// <summary>Asks why it is rejected.</summary>
    Reject,

    /// <summary>Asks why a decision is taken back.</summary>
    Undo,
}
