namespace Tallyfy.Bot.Browser;

/// <summary>How a sign-in ended; the page says it, and what to do next.</summary>
internal enum SignInEnd
{
    /// <summary>No such link, one that was used, or one that is over.</summary>
    Over,

    /// <summary>At Microsoft or at Tallyfy it was not finished.</summary>
    NotSignedIn,

    /// <summary>Not the person who tapped.</summary>
    SomebodyElse,

    /// <summary>Microsoft did not say that they signed in just now.</summary>
    NotFresh,

    Approved,

    Rejected,

    /// <summary>Their own decision is taken back.</summary>
    TakenBack,

    /// <summary>On record, and on its way to Tallyfy.</summary>
    BeingSent,

    /// <summary>The answer of our own store was lost.</summary>
    CouldNotConfirm,

    /// <summary>Tallyfy or our own store did not answer: nothing was recorded.</summary>
    Unavailable,

    /// <summary>It can no longer be decided like that: nothing was recorded.</summary>
    NotDecided,

    /// <summary>Not the person whom the link is about.</summary>
    LinkNotYours,

    /// <summary>They are, and Microsoft did not say that they signed in just now.</summary>
    LinkNotFresh,

    Linked,

    /// <summary>In Tallyfy they are not the member with their address.</summary>
    LinkedToNobody,
}
