namespace Tallyfy.Bot.People;

/// <summary>Why a person in Teams could not be matched with one Tallyfy member.</summary>
internal abstract record LinkProblem
{
    private LinkProblem()
    {
    }

    /// <summary>It was not to be found out: another try may help.</summary>
    public bool MayPass => this is TallyfyUnavailable or TeamsUnavailable;

    public sealed record NoMember(string Address) : LinkProblem;

    public sealed record Ambiguous(string Address) : LinkProblem;

    public sealed record Inactive(string Address) : LinkProblem;

    /// <summary>Teams does not tell us an address of this person.</summary>
    public sealed record NoAddress : LinkProblem;

    /// <summary>Teams tells one, and the operator named the domains that count: it is of none of them.</summary>
    public sealed record ForeignAddress : LinkProblem;

    /// <summary>A guest, in Teams or in Tallyfy: guests decide in Tallyfy.</summary>
    public sealed record Guest : LinkProblem;

    /// <summary>Nobody has tried yet: they are to write to the bot.</summary>
    public sealed record NotLinked : LinkProblem;

    /// <summary>Their link was ended; they are to ask for one.</summary>
    public sealed record Unlinked : LinkProblem;

    public sealed record TallyfyUnavailable : LinkProblem;

    /// <summary>Teams did not say who the person is.</summary>
    public sealed record TeamsUnavailable : LinkProblem;
}
