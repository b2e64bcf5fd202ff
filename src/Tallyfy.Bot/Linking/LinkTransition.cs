using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>What one turn leads to: where the person stands then, what they are told, and what is done.</summary>
internal sealed record LinkTransition(LinkProgress Next, LinkReply? Reply)
{
    public LinkEffect Effect { get; init; }

    /// <summary>A wrong code was typed: it counts for the person and for this member.</summary>
    public LinkedAccount? WrongCodeFor { get; init; }

    /// <summary>A task whose code is of no use any more.</summary>
    public string? Archive { get; init; }
}

internal enum LinkEffect
{
    None,

    /// <summary>Puts a code where only the candidate can read it; its end is the next event.</summary>
    SendCode,

    /// <summary>Makes the link at which they sign in to Tallyfy; it is the next event.</summary>
    OfferSignIn,

    /// <summary>The candidate is who they are.</summary>
    Link,

    Unlink,
}
