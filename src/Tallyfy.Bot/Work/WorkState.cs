namespace Tallyfy.Bot.Work;

/// <summary>What is to become of a row of a work queue; stored under these names.</summary>
internal enum WorkState
{
    /// <summary>It is worked off once its time has come.</summary>
    Due,

    Done,

    /// <summary>It was over before it could be done.</summary>
    Dropped,

    /// <summary>It rests until a sign of life of its person, or until its time has come.</summary>
    Suspended,

    /// <summary>A dead letter: given up, and kept so that a person can see it and send it again.</summary>
    Dead,
}
