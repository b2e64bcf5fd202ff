namespace Tallyfy.Bot.People;

/// <summary>What an answer of the chat platform, or that none came, means for whatever was to be sent.</summary>
/// <param name="About">What is at fault.</param>
/// <param name="Failure">What happened, and so what is done.</param>
/// <param name="Wake">What lets it go on.</param>
internal sealed record ChatAnswer(ChatSubject About, ChatFailure Failure, ChatWake Wake);

/// <summary>What an answer is about: how far it reaches.</summary>
internal enum ChatSubject
{
    /// <summary>This message: no other one is held up.</summary>
    Message,

    /// <summary>The 1:1 chat.</summary>
    Chat,

    /// <summary>Whom it is for.</summary>
    Person,

    /// <summary>Where we think that they are: a service URL, or the platform's id of them.</summary>
    Address,

    /// <summary>Our app, as they have it.</summary>
    App,

    /// <summary>Us: our registration, our network, our own limits.</summary>
    Us,
}

/// <summary>What happened, and so what is done.</summary>
internal enum ChatFailure
{
    /// <summary>Not taken now and perhaps later: it rests, and is probed after growing pauses.</summary>
    Refused,

    /// <summary>It is posted again, if it still waits.</summary>
    MessageGone,

    /// <summary>The chat is asked for again; only where it is another one, the card begins anew.</summary>
    ChatGone,

    /// <summary>Another try would be wrong too: a dead letter.</summary>
    Rejected,

    /// <summary>It is drawn shorter.</summary>
    TooLarge,

    /// <summary>Not now; nothing was sent.</summary>
    Busy,

    /// <summary>Too fast; the platform may say until when.</summary>
    Throttled,

    /// <summary>Our own limits had no room for it; nothing was sent.</summary>
    Held,

    /// <summary>No answer came: the message may be there.</summary>
    Unknown,

    /// <summary>Our registration is not accepted; an operator must look.</summary>
    NotRegistered,
}

/// <summary>What lets something go on that was not taken.</summary>
internal enum ChatWake
{
    /// <summary>Nothing need happen first.</summary>
    Nothing,

    /// <summary>Time, for it alone.</summary>
    Time,

    /// <summary>
    /// A sign of life: any activity or installation of the person, or one card of theirs that is taken. Until then one
    /// card is probed, and the others rest with it.
    /// </summary>
    SignOfLife,

    /// <summary>Somebody who sends it again, or something new that it shows.</summary>
    Somebody,
}
