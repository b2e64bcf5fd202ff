namespace Tallyfy.Bot.Trail;

/// <summary>What an entry says happened.</summary>
internal enum TrailKind
{
    /// <summary>A verdict, a vote or an undo is on record with us, and Tallyfy is told next.</summary>
    Claimed,

    /// <summary>Tallyfy has it.</summary>
    Done,

    /// <summary>Tallyfy shows another end.</summary>
    Elsewhere,

    /// <summary>It did not come to be; the entry's answer says why.</summary>
    Refused,

    /// <summary>Nothing tells whether Tallyfy has it.</summary>
    Unconfirmed,

    /// <summary>A Teams person was proved to be a Tallyfy member.</summary>
    LinkMade,

    LinkRemoved,

    /// <summary>From here on heads are signed with another key; the entry's answer is its public half.</summary>
    KeyUsed,

    /// <summary>The key of everything before is lost; the entry's answer says what was there.</summary>
    KeyLost,
}
