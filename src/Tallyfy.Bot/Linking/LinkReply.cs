using Tallyfy.Bot.People;

namespace Tallyfy.Bot.Linking;

/// <summary>What is said on the way to being linked.</summary>
internal abstract record LinkReply
{
    private LinkReply()
    {
    }

    public sealed record Proposal(LinkedAccount Candidate) : LinkReply;

    /// <summary>They sign in to Tallyfy there.</summary>
    public sealed record SignIn(LinkedAccount Candidate, Uri At) : LinkReply;

    /// <summary>Whoever signed in is not the member they seem to be.</summary>
    public sealed record SignedInAsAnother : LinkReply;

    public sealed record CodeIsThere(LinkedAccount Candidate) : LinkReply;

    /// <summary>What was typed has not the form of a code; it counts as no try.</summary>
    public sealed record NoCode : LinkReply;

    public sealed record CodeNotSent : LinkReply;

    /// <summary>So many codes were put into Tallyfy lately that there is no other for now.</summary>
    public sealed record TooManyCodes : LinkReply;

    public sealed record WrongCode(int Left) : LinkReply;

    public sealed record Expired : LinkReply;

    /// <summary>Too many wrong codes: nothing goes on until then.</summary>
    public sealed record Barred(DateTimeOffset Until) : LinkReply;

    public sealed record Linked(LinkedAccount Account) : LinkReply;

    public sealed record AlreadyLinked(LinkedAccount Account) : LinkReply;

    public sealed record IsLinked(LinkedAccount Account) : LinkReply;

    public sealed record Unlinked(LinkedAccount Account) : LinkReply;

    public sealed record NotLinked : LinkReply;

    public sealed record Cancelled : LinkReply;

    public sealed record NothingToConfirm : LinkReply;

    /// <summary>Nothing was done: the button belongs to a question that is not open.</summary>
    public sealed record Former : LinkReply;

    /// <summary>Only an administrator links people here.</summary>
    public sealed record AskAdministrator(LinkedAccount Candidate) : LinkReply;

    public sealed record Problem(LinkProblem What) : LinkReply;
}
