namespace Tallyfy.Bot.Approvals;

/// <summary>What a claimed decision does, and so how it is sent and how a lost answer is made up for.</summary>
internal enum DecisionKind
{
    /// <summary>One person's verdict ends the approval.</summary>
    Verdict,

    /// <summary>
    /// One of several verdicts, where everyone must complete. The task alone does not tell whether it arrived.
    /// </summary>
    Vote,

    /// <summary>Takes a verdict back.</summary>
    Undo,
}

/// <summary>Where a decision stands in our store.</summary>
internal enum DecisionState
{
    Claimed,

    Done,

    /// <summary>Tallyfy shows another end.</summary>
    Elsewhere,

    Refused,

    /// <summary>A vote of which nothing tells whether it arrived; it is not sent again.</summary>
    Unconfirmed,
}
