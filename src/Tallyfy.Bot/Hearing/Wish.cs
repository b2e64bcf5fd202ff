namespace Tallyfy.Bot.Hearing;

/// <summary>What somebody who writes to the bot may want.</summary>
internal enum Wish
{
    /// <summary>To see what waits for them.</summary>
    Pending,

    /// <summary>To know what a receipt code stands for.</summary>
    Receipt,

    Help,

    /// <summary>Said hello.</summary>
    Greeting,

    Link,

    /// <summary>To be linked by a new code, where one waits to be typed.</summary>
    LinkAnew,

    Unlink,

    WhoAmI,

    Yes,

    No,

    /// <summary>To approve or to reject, which no word does.</summary>
    Decide,

    /// <summary>To take a decision back, which no word does either.</summary>
    Undo,

    Thanks,
}
