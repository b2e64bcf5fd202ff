using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>What happens in a conversation about who somebody is.</summary>
internal abstract record LinkEvent
{
    private LinkEvent()
    {
    }

    /// <summary>They want to be linked; what is known of them, and whom Teams and Tallyfy say they are, now.</summary>
    public sealed record Asked(LinkedAccount? Known, LinkResult Found) : LinkEvent
    {
        /// <summary>A code that waits to be typed is given up for another one.</summary>
        public bool IsAnew { get; init; }
    }

    public sealed record Confirmed : LinkEvent;

    public sealed record Cancelled : LinkEvent;

    /// <summary>The same by a button, which is one of that question only.</summary>
    public sealed record Tapped(QuestionId Question, LinkEvent Answer) : LinkEvent;

    /// <summary>A code was made, and is on its way into Tallyfy.</summary>
    public sealed record CodeMade(LinkCode Code) : LinkEvent;

    public sealed record CodeSent(string Task) : LinkEvent;

    /// <summary>Tallyfy did not take the task with the code.</summary>
    public sealed record CodeNotSent : LinkEvent;

    /// <summary>Others put the last code that was left into Tallyfy at the same time.</summary>
    public sealed record CodeIsOneTooMany : LinkEvent;

    /// <summary>Where they sign in to Tallyfy.</summary>
    public sealed record SignInOffered(Uri At) : LinkEvent;

    /// <summary>Somebody signed in to Tallyfy at that link, as this member.</summary>
    public sealed record SignedIn(long Member) : LinkEvent;

    public sealed record CodeTyped(string Text) : LinkEvent;

    /// <summary>They wrote something that is no answer to what they were asked.</summary>
    public sealed record SaidOther(bool IsLikeACode) : LinkEvent;

    public sealed record WhoAmI(LinkedAccount? Known) : LinkEvent;

    public sealed record Unlinked(LinkedAccount? Known) : LinkEvent;
}
