namespace Tallyfy.Bot.People;

/// <summary>What became of the attempt to find out who somebody is in Tallyfy.</summary>
internal abstract record LinkResult
{
    private LinkResult()
    {
    }

    public sealed record Linked(LinkedAccount Account) : LinkResult;

    public sealed record Refused(LinkProblem Problem) : LinkResult;
}
